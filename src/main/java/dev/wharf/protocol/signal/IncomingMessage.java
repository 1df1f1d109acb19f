package dev.wharf.protocol.signal;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * The content of an {@code enc} node, read but not opened. It names what the caller has to look up
 * before {@link RatchetCipher#decrypt}: a skipped key, and for a first message the pre-keys.
 */
public sealed interface IncomingMessage
    permits RatchetMessage, PreKeyMessage, IncomingMessage.Unreadable {

  /** Never throws: what cannot be read becomes {@link Unreadable}. */
  static IncomingMessage parse(EncryptedMessage.Type type, byte[] bytes) {
    return WireFormat.read(
        () ->
            switch (type) {
              case MESSAGE -> RatchetMessage.parse(bytes);
              case PRE_KEY_MESSAGE -> PreKeyMessage.parse(bytes);
            },
        Unreadable::new);
  }

  /** The key to look up among the skipped ones of that peer device; mostly there is none. */
  Optional<SkippedKey.Id> skippedKey();

  /** The own one-time pre-key to look up; it may be gone without harm if the ratchet is known. */
  OptionalInt preKeyId();

  /** The own signed pre-key to look up. */
  OptionalInt signedPreKeyId();

  /** The identity that a first message claims. Not proven before the message is opened. */
  Optional<PublicKey> identity();

  /**
   * Not a message.
   *
   * @param where the field at which that showed
   */
  record Unreadable(String where) implements IncomingMessage {

    @Override
    public Optional<SkippedKey.Id> skippedKey() {
      return Optional.empty();
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
}
