package dev.wharf.protocol.signal;

/** What became of a message to a peer device. */
public sealed interface Encryption {

  /**
   * @param ratchet replaces the one that was given; stored before the message leaves, or its
   *     counter would be used again
   */
  record Encrypted(Ratchet ratchet, EncryptedMessage message) implements Encryption {}

  /** Nothing is agreed with that device: fetch its bundle and start. */
  record NoRatchet() implements Encryption {}
}
