package dev.wharf.protocol.signal;

import com.google.protobuf.ByteString;
import dev.wharf.protocol.KeyPair;
import dev.wharf.protocol.ProtocolFault;
import dev.wharf.protocol.proto.SignalProto;

/** Sender keys as bytes, which hold private and chain keys and are to be sealed. */
public final class StoredSenderKey {

  private StoredSenderKey() {}

  public static byte[] write(OwnSenderKey key) {
    return SignalProto.StoredOwnSenderKey.newBuilder()
        .setVersion(StoredForm.VERSION)
        .setId(key.id())
        .setSigningPrivateKey(ByteString.copyFrom(key.signing().privateKey()))
        .setSigningPublicKey(ByteString.copyFrom(key.signing().publicKey()))
        .setKey(StoredForm.bytes(key.next().key()))
        .setIteration(key.next().counter())
        .build()
        .toByteArray();
  }

  /**
   * Reads what {@link #write(OwnSenderKey)} wrote.
   *
   * @throws ProtocolFault for anything else
   */
  public static OwnSenderKey readOwn(byte[] bytes) {
    var stored = StoredForm.parse(SignalProto.StoredOwnSenderKey.parser(), bytes, "senderKey");
    StoredForm.requireVersion(stored.getVersion(), "senderKey.version");
    return new OwnSenderKey(
        stored.getId(),
        new KeyPair(
            stored.getSigningPrivateKey().toByteArray(),
            stored.getSigningPublicKey().toByteArray()),
        StoredForm.chainKey(stored.getKey(), stored.getIteration(), "senderKey.chain"));
  }

  public static byte[] write(SenderKeys keys) {
    var stored = SignalProto.StoredSenderKeys.newBuilder().setVersion(StoredForm.VERSION);
    keys.states().forEach(state -> stored.addStates(state(state)));
    return stored.build().toByteArray();
  }

  /**
   * Reads what {@link #write(SenderKeys)} wrote.
   *
   * @throws ProtocolFault for anything else
   */
  public static SenderKeys read(byte[] bytes) {
    var stored = StoredForm.parse(SignalProto.StoredSenderKeys.parser(), bytes, "senderKeys");
    StoredForm.requireVersion(stored.getVersion(), "senderKeys.version");
    StoredForm.requireAtMost(SenderKeys.MAX_STATES, stored.getStatesCount(), "senderKeys.states");
    return new SenderKeys(stored.getStatesList().stream().map(StoredSenderKey::state).toList());
  }

  private static SignalProto.StoredSenderKeyState state(SenderKeyState state) {
    return SignalProto.StoredSenderKeyState.newBuilder()
        .setId(state.id())
        .setSigningKey(StoredForm.bytes(state.signingKey()))
        .setKey(StoredForm.bytes(state.chain().next().key()))
        .setIteration(state.chain().next().counter())
        .setKept(state.chain().kept())
        .build();
  }

  private static SenderKeyState state(SignalProto.StoredSenderKeyState stored) {
    return new SenderKeyState(
        stored.getId(),
        StoredForm.publicKey(stored.getSigningKey(), "senderKeys.signingKey"),
        new ReceivingChain(
            ChainId.ofSenderKey(stored.getId()),
            StoredForm.chainKey(stored.getKey(), stored.getIteration(), "senderKeys.chain"),
            StoredForm.kept(stored.getKept(), "senderKeys.kept")));
  }
}
