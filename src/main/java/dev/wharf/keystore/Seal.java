package dev.wharf.keystore;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * AES-256-GCM boxes: format (1 byte), nonce (12), ciphertext and tag (16). The nonce is random: one
 * key may seal 2^32 boxes, far more than an account ever needs.
 */
final class Seal {

  static final int KEY_LENGTH = 32;

  private static final byte FORMAT = 1;
  private static final int NONCE_LENGTH = 12;
  private static final int TAG_LENGTH = 16;
  private static final int HEAD = 1 + NONCE_LENGTH;

  private Seal() {}

  static SecretKey key(byte[] bytes) {
    if (bytes.length != KEY_LENGTH) {
      throw new IllegalArgumentException("a sealing key has 32 bytes");
    }
    return new SecretKeySpec(bytes, "AES");
  }

  static byte[] close(SecretKey key, Purpose purpose, byte[] secret, SecureRandom random) {
    byte[] box = new byte[HEAD + secret.length + TAG_LENGTH];
    byte[] nonce = new byte[NONCE_LENGTH];
    random.nextBytes(nonce);
    box[0] = FORMAT;
    System.arraycopy(nonce, 0, box, 1, NONCE_LENGTH);
    try {
      cipher(Cipher.ENCRYPT_MODE, key, nonce, purpose).doFinal(secret, 0, secret.length, box, HEAD);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("AES-GCM is unavailable", e);
    }
    return box;
  }

  /**
   * What is in the box.
   *
   * @throws KeystoreFault {@code CORRUPT} if one bit is not as it was, or key or purpose are others
   */
  static byte[] open(SecretKey key, Purpose purpose, byte[] box) {
    if (box.length < HEAD + TAG_LENGTH || box[0] != FORMAT) {
      throw KeystoreFault.corrupt(purpose.kind());
    }
    byte[] nonce = Arrays.copyOfRange(box, 1, HEAD);
    try {
      return cipher(Cipher.DECRYPT_MODE, key, nonce, purpose).doFinal(box, HEAD, box.length - HEAD);
    } catch (GeneralSecurityException e) {
      throw KeystoreFault.corrupt(purpose.kind());
    }
  }

  private static Cipher cipher(int mode, SecretKey key, byte[] nonce, Purpose purpose)
      throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, key, new GCMParameterSpec(8 * TAG_LENGTH, nonce));
    cipher.updateAAD(purpose.bytes(FORMAT));
    return cipher;
  }
}
