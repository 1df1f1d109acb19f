package dev.wharf.protocol.signal;

import com.google.protobuf.ByteString;
import dev.wharf.protocol.proto.SignalProto.PreKeySignalMessage;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A message that brings what its ratchet can be built from ({@code pkmsg}): every message to a
 * device that has not answered yet.
 */
public record PreKeyMessage(
    OptionalInt preKeyId,
    int signedPreKey,
    PublicKey baseKey,
    PublicKey identityKey,
    int registrationId,
    RatchetMessage message)
    implements IncomingMessage {

  static PreKeyMessage parse(byte[] bytes) {
    var first = WireFormat.parse(PreKeySignalMessage.parser(), bytes, 0, "pkmsg");
    WireFormat.require(first.hasSignedPreKeyId(), "pkmsg.signedPreKeyId");
    return new PreKeyMessage(
        // 0 is no id: some peers write it for none.
        first.getPreKeyId() == 0 ? OptionalInt.empty() : OptionalInt.of(first.getPreKeyId()),
        first.getSignedPreKeyId(),
        WireFormat.publicKey(first.getBaseKey(), "pkmsg.baseKey"),
        WireFormat.publicKey(first.getIdentityKey(), "pkmsg.identityKey"),
        first.getRegistrationId(),
        RatchetMessage.parse(first.getMessage().toByteArray()));
  }

  /** The bytes of {@code message} with what our ratchet was built from around it. */
  static byte[] write(OwnDevice own, PublicKey baseKey, Announcement announcement, byte[] message) {
    var first =
        PreKeySignalMessage.newBuilder()
            .setBaseKey(WireFormat.wire(baseKey))
            .setIdentityKey(WireFormat.wire(PublicKey.of(own.identity())))
            .setMessage(ByteString.copyFrom(message))
            .setRegistrationId(own.registrationId())
            .setSignedPreKeyId(announcement.signedPreKeyId());
    announcement.preKeyId().ifPresent(first::setPreKeyId);
    return WireFormat.write(first.build(), 0);
  }

  @Override
  public Optional<SkippedKey.Id> skippedKey() {
    return message.skippedKey();
  }

  @Override
  public OptionalInt signedPreKeyId() {
    return OptionalInt.of(signedPreKey);
  }

  @Override
  public Optional<PublicKey> identity() {
    return Optional.of(identityKey);
  }
}
