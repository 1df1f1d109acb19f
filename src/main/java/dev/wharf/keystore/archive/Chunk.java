package dev.wharf.keystore.archive;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;

/**
 * The STREAM construction over AES-256-GCM: the nonce of a chunk is its number (11 bytes) and
 * whether it is the last (1 byte), so that none can be left out, moved, repeated or cut off. A key
 * seals one archive only.
 */
final class Chunk {

  static final int PLAIN = 64 * 1024;
  static final int TAG = 16;
  static final int SEALED = PLAIN + TAG;

  private static final int NONCE = 12;

  private Chunk() {}

  static byte[] seal(SecretKey key, long number, boolean last, byte[] plain, int length) {
    try {
      return cipher(Cipher.ENCRYPT_MODE, key, number, last).doFinal(plain, 0, length);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("AES-GCM is unavailable", e);
    }
  }

  /**
   * @throws ArchiveFault if it is not, bit by bit, the chunk that was sealed at this place
   */
  static byte[] open(SecretKey key, long number, boolean last, byte[] sealed, int length) {
    try {
      return cipher(Cipher.DECRYPT_MODE, key, number, last).doFinal(sealed, 0, length);
    } catch (GeneralSecurityException e) {
      throw ArchiveFault.damaged();
    }
  }

  private static Cipher cipher(int mode, SecretKey key, long number, boolean last)
      throws GeneralSecurityException {
    byte[] nonce =
        ByteBuffer.allocate(NONCE)
            .putLong(NONCE - 1 - Long.BYTES, number)
            .put(NONCE - 1, (byte) (last ? 1 : 0))
            .array();
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, key, new GCMParameterSpec(8 * TAG, nonce));
    return cipher;
  }
}
