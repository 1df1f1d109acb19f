package dev.wharf.protocol.signal;

import com.google.protobuf.ByteString;
import dev.wharf.protocol.KeyPair;
import dev.wharf.protocol.ProtocolFault;
import dev.wharf.protocol.proto.SignalProto;
import java.util.Optional;
import java.util.OptionalInt;

/** A ratchet as bytes, which hold private keys and are to be sealed. */
public final class StoredRatchet {

  private StoredRatchet() {}

  public static byte[] write(Ratchet ratchet) {
    var stored =
        SignalProto.StoredRatchet.newBuilder()
            .setVersion(StoredForm.VERSION)
            .setOpen(ratchet.open());
    ratchet.states().forEach(state -> stored.addStates(state(state)));
    return stored.build().toByteArray();
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws ProtocolFault for anything else
   */
  public static Ratchet read(byte[] bytes) {
    var stored = StoredForm.parse(SignalProto.StoredRatchet.parser(), bytes, "ratchet");
    StoredForm.requireVersion(stored.getVersion(), "ratchet.version");
    StoredForm.requireAtMost(1L + Ratchet.MAX_ARCHIVED, stored.getStatesCount(), "ratchet.states");
    return new Ratchet(
        stored.getStatesList().stream().map(StoredRatchet::state).toList(), stored.getOpen());
  }

  private static SignalProto.StoredRatchetState state(RatchetState state) {
    var stored =
        SignalProto.StoredRatchetState.newBuilder()
            .setIdentity(StoredForm.bytes(state.identity()))
            .setRegistrationId(state.registrationId())
            .setBaseKey(StoredForm.bytes(state.baseKey()))
            .setRootKey(StoredForm.bytes(state.root()))
            .setSending(sending(state.sending()));
    state.receiving().forEach(chain -> stored.addReceiving(receiving(chain)));
    state.announcement().ifPresent(it -> stored.setAnnouncement(announcement(it)));
    return stored.build();
  }

  private static RatchetState state(SignalProto.StoredRatchetState stored) {
    StoredForm.requireAtMost(
        RatchetState.MAX_RECEIVING, stored.getReceivingCount(), "ratchet.receiving");
    return new RatchetState(
        StoredForm.publicKey(stored.getIdentity(), "ratchet.identity"),
        stored.getRegistrationId(),
        StoredForm.publicKey(stored.getBaseKey(), "ratchet.baseKey"),
        StoredForm.secret(stored.getRootKey(), "ratchet.rootKey"),
        sending(stored.getSending()),
        stored.getReceivingList().stream().map(StoredRatchet::receiving).toList(),
        stored.hasAnnouncement()
            ? Optional.of(announcement(stored.getAnnouncement()))
            : Optional.empty());
  }

  private static SignalProto.StoredSendingChain sending(SendingChain chain) {
    return SignalProto.StoredSendingChain.newBuilder()
        .setPrivateKey(ByteString.copyFrom(chain.ratchetKey().privateKey()))
        .setPublicKey(ByteString.copyFrom(chain.ratchetKey().publicKey()))
        .setKey(StoredForm.bytes(chain.next().key()))
        .setCounter(chain.next().counter())
        .setPreviousCounter((int) chain.previousCounter())
        .build();
  }

  private static SendingChain sending(SignalProto.StoredSendingChain stored) {
    return new SendingChain(
        new KeyPair(stored.getPrivateKey().toByteArray(), stored.getPublicKey().toByteArray()),
        StoredForm.chainKey(stored.getKey(), stored.getCounter(), "ratchet.sending"),
        Integer.toUnsignedLong(stored.getPreviousCounter()));
  }

  private static SignalProto.StoredReceivingChain receiving(ReceivingChain chain) {
    return SignalProto.StoredReceivingChain.newBuilder()
        .setId(ByteString.copyFrom(chain.id().bytes()))
        .setKey(StoredForm.bytes(chain.next().key()))
        .setCounter(chain.next().counter())
        .setKept(chain.kept())
        .build();
  }

  private static ReceivingChain receiving(SignalProto.StoredReceivingChain stored) {
    return new ReceivingChain(
        ChainId.ofRatchet(StoredForm.publicKey(stored.getId(), "ratchet.receiving.id")),
        StoredForm.chainKey(stored.getKey(), stored.getCounter(), "ratchet.receiving"),
        StoredForm.kept(stored.getKept(), "ratchet.receiving.kept"));
  }

  private static SignalProto.StoredAnnouncement announcement(Announcement announcement) {
    var stored =
        SignalProto.StoredAnnouncement.newBuilder()
            .setSignedPreKeyId(announcement.signedPreKeyId());
    announcement.preKeyId().ifPresent(stored::setPreKeyId);
    return stored.build();
  }

  private static Announcement announcement(SignalProto.StoredAnnouncement stored) {
    return new Announcement(
        stored.getSignedPreKeyId(),
        stored.hasPreKeyId() ? OptionalInt.of(stored.getPreKeyId()) : OptionalInt.empty());
  }
}
