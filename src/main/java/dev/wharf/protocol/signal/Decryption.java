package dev.wharf.protocol.signal;

import java.util.Optional;
import java.util.OptionalInt;

/** What became of a message from a peer device. */
public sealed interface Decryption permits Decryption.Decrypted, DecryptFailure {

  /**
   * Opened. The caller stores all of it in one transaction, with the message, before the receipt
   * leaves.
   *
   * @param ratchet replaces the one that was given
   * @param usedPreKey the one-time pre-key to delete
   * @param identity whose message it is; see {@link #identityChange}
   * @param started whether this message began a new ratchet
   */
  record Decrypted(
      Ratchet ratchet,
      byte[] plaintext,
      SkippedChange skipped,
      OptionalInt usedPreKey,
      PublicKey identity,
      boolean started)
      implements Decryption {

    /** How the identity stands to the one that the caller knows of this device. */
    public IdentityChange identityChange(Optional<PublicKey> known) {
      if (known.isEmpty()) {
        return IdentityChange.FIRST;
      }
      if (known.get().equals(identity)) {
        return IdentityChange.SAME;
      }
      return started ? IdentityChange.CHANGED : IdentityChange.FORMER;
    }
  }

  /** Neither accepted nor refused here: that is the caller's policy. */
  enum IdentityChange {
    /** None was known. */
    FIRST,
    SAME,
    /** A new ratchet under another identity than the known one: the device was set up anew. */
    CHANGED,
    /** A late message of a ratchet under another identity than the known one. */
    FORMER
  }
}
