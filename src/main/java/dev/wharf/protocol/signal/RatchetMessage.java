package dev.wharf.protocol.signal;

import com.google.protobuf.ByteString;
import dev.wharf.protocol.proto.SignalProto.SignalMessage;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A message of a ratchet that both sides know ({@code msg}).
 *
 * @param bytes as received: the MAC is over these, for a later version may write fields that are
 *     unknown here
 */
public record RatchetMessage(byte[] bytes, PublicKey ratchetKey, long counter, byte[] ciphertext)
    implements IncomingMessage {

  private static final int MAC_LENGTH = 8;

  static RatchetMessage parse(byte[] bytes) {
    var message = WireFormat.parse(SignalMessage.parser(), bytes, MAC_LENGTH, "msg");
    WireFormat.require(message.hasCounter(), "msg.counter");
    return new RatchetMessage(
        bytes,
        WireFormat.publicKey(message.getEphemeralKey(), "msg.ephemeralKey"),
        Integer.toUnsignedLong(message.getCounter()),
        WireFormat.ciphertext(message.getCiphertext(), "msg.ciphertext"));
  }

  /** The bytes of the message that {@code chain} sends next. */
  static byte[] write(
      SendingChain chain, byte[] ciphertext, Secret macKey, PublicKey sender, PublicKey receiver) {
    var message =
        SignalMessage.newBuilder()
            .setEphemeralKey(WireFormat.wire(PublicKey.of(chain.ratchetKey())))
            .setCounter((int) chain.next().counter())
            .setPreviousCounter((int) chain.previousCounter())
            .setCiphertext(ByteString.copyFrom(ciphertext))
            .build();
    byte[] bytes = WireFormat.write(message, MAC_LENGTH);
    byte[] mac = mac(bytes, macKey, sender, receiver);
    System.arraycopy(mac, 0, bytes, bytes.length - MAC_LENGTH, MAC_LENGTH);
    return bytes;
  }

  boolean isAuthentic(Secret macKey, PublicKey sender, PublicKey receiver) {
    return MessageDigest.isEqual(
        mac(bytes, macKey, sender, receiver),
        Arrays.copyOfRange(bytes, bytes.length - MAC_LENGTH, bytes.length));
  }

  private static byte[] mac(byte[] bytes, Secret key, PublicKey sender, PublicKey receiver) {
    byte[] whole =
        new Hmac()
            .key(key.bytes())
            .with(sender.wire())
            .with(receiver.wire())
            .with(bytes, bytes.length - MAC_LENGTH)
            .digest();
    return Arrays.copyOf(whole, MAC_LENGTH);
  }

  ChainId chainId() {
    return ChainId.ofRatchet(ratchetKey);
  }

  @Override
  public Optional<SkippedKey.Id> skippedKey() {
    return Optional.of(new SkippedKey.Id(chainId(), counter));
  }

  @Override
  public OptionalInt preKeyId() {
    return OptionalInt.empty();
  }

  @Override
  public OptionalInt signedPreKeyId() {
    return OptionalInt.empty();
  }

  @Override
  public Optional<PublicKey> identity() {
    return Optional.empty();
  }
}
