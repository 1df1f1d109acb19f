package dev.wharf.protocol.signal;

import com.google.protobuf.ByteString;
import dev.wharf.protocol.Curve25519;
import dev.wharf.protocol.proto.SignalProto;
import java.util.Arrays;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * A message to a group ({@code skmsg}).
 *
 * @param bytes as received: the signature is over these
 */
public record SenderKeyMessage(byte[] bytes, int id, long iteration, byte[] ciphertext)
    implements IncomingGroupMessage {

  static SenderKeyMessage parse(byte[] bytes) {
    var message =
        WireFormat.parse(
            SignalProto.SenderKeyMessage.parser(), bytes, Curve25519.SIGNATURE_LENGTH, "skmsg");
    WireFormat.require(message.hasId(), "skmsg.id");
    WireFormat.require(message.hasIteration(), "skmsg.iteration");
    return new SenderKeyMessage(
        bytes,
        message.getId(),
        Integer.toUnsignedLong(message.getIteration()),
        WireFormat.ciphertext(message.getCiphertext(), "skmsg.ciphertext"));
  }

  /** The bytes of the message that {@code key} sends next. */
  static byte[] write(OwnSenderKey key, byte[] ciphertext, RandomGenerator random) {
    byte[] bytes =
        WireFormat.write(
            SignalProto.SenderKeyMessage.newBuilder()
                .setId(key.id())
                .setIteration((int) key.next().counter())
                .setCiphertext(ByteString.copyFrom(ciphertext))
                .build(),
            Curve25519.SIGNATURE_LENGTH);
    byte[] nonce = new byte[Curve25519.SIGNATURE_LENGTH];
    random.nextBytes(nonce);
    byte[] signature = Curve25519.sign(key.signing().privateKey(), signed(bytes), nonce);
    System.arraycopy(signature, 0, bytes, bytes.length - signature.length, signature.length);
    return bytes;
  }

  boolean isSignedBy(PublicKey key) {
    byte[] signature =
        Arrays.copyOfRange(bytes, bytes.length - Curve25519.SIGNATURE_LENGTH, bytes.length);
    return Curve25519.verify(key.bytes(), signed(bytes), signature);
  }

  private static byte[] signed(byte[] bytes) {
    return Arrays.copyOf(bytes, bytes.length - Curve25519.SIGNATURE_LENGTH);
  }

  @Override
  public Optional<SkippedKey.Id> skippedKey() {
    return Optional.of(new SkippedKey.Id(ChainId.ofSenderKey(id), iteration));
  }
}
