package dev.wharf.protocol.signal;

/** What became of a message to a group. */
public sealed interface SenderKeyDecryption permits SenderKeyDecryption.Decrypted, DecryptFailure {

  /**
   * Opened. The caller stores all of it in one transaction, with the message, before the receipt
   * leaves.
   *
   * @param keys replace the ones that were given
   */
  record Decrypted(SenderKeys keys, byte[] plaintext, SkippedChange skipped)
      implements SenderKeyDecryption {}
}
