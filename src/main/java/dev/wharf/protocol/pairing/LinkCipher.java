package dev.wharf.protocol.pairing;

import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.spec.AlgorithmParameterSpec;
import javax.crypto.Cipher;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

/** The ciphers of link-code pairing (connection.md 5.1, 5.2). */
final class LinkCipher {

  static final int GCM_IV = 12;

  private static final int ROUNDS = 131_072;
  private static final int KEY_BITS = 256;
  private static final int TAG_BITS = 128;

  private LinkCipher() {}

  /** PBKDF2-HMAC-SHA256: a 32-byte key from a code. Slow by design. */
  static byte[] stretch(String code, byte[] salt) {
    try {
      return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
          .generateSecret(new PBEKeySpec(code.toCharArray(), salt, ROUNDS, KEY_BITS))
          .getEncoded();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JDK has no PBKDF2", e);
    }
  }

  /** AES-256-CTR, which is its own reverse and authenticates nothing. */
  static byte[] ctr(byte[] key, byte[] iv, byte[] input) {
    return apply("AES/CTR/NoPadding", key, new IvParameterSpec(iv), input);
  }

  /** AES-256-GCM with an empty AAD: ciphertext, then the tag. */
  static byte[] gcm(byte[] key, byte[] iv, byte[] plain) {
    return apply("AES/GCM/NoPadding", key, new GCMParameterSpec(TAG_BITS, iv), plain);
  }

  private static byte[] apply(
      String cipherName, byte[] key, AlgorithmParameterSpec spec, byte[] input) {
    try {
      Key aes = new SecretKeySpec(key, "AES");
      Cipher cipher = Cipher.getInstance(cipherName);
      cipher.init(Cipher.ENCRYPT_MODE, aes, spec);
      return cipher.doFinal(input);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JDK cannot do " + cipherName, e);
    }
  }
}
