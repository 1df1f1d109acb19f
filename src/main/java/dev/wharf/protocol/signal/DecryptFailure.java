package dev.wharf.protocol.signal;

/**
 * Why a message was not opened. Nothing has changed then: no ratchet, no pre-key, no identity. What
 * to answer is the caller's policy (messaging.md 7.3).
 */
public sealed interface DecryptFailure extends Decryption, SenderKeyDecryption {

  /** Its key was used already, or was kept too long: most likely the message came a second time. */
  record Duplicate() implements DecryptFailure {}

  /** Nothing was ever agreed with that device, or no sender key with that id was handed out. */
  record NoRatchet() implements DecryptFailure {}

  /** The first message of a ratchet names a pre-key that is not here, any more or at all. */
  record NoPreKey(int id, Kind kind) implements DecryptFailure {

    public enum Kind {
      ONE_TIME,
      SIGNED
    }
  }

  /** The MAC or the signature is not that of any ratchet here: forged, or of a lost ratchet. */
  record BadMac() implements DecryptFailure {}

  /** More messages would have to be skipped than is allowed. */
  record TooFarAhead(long skipped) implements DecryptFailure {}

  /**
   * Not a message at all, or one with content that its own keys do not open.
   *
   * @param where the field, never its content
   */
  record Malformed(String where) implements DecryptFailure {}
}
