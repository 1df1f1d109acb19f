package dev.wharf.protocol.signal;

import java.security.GeneralSecurityException;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** AES-256-CBC with a key and an initialisation vector that serve one message. */
record CipherKey(byte[] key, byte[] iv) {

  static final int BLOCK = 16;
  private static final String ALGORITHM = "AES/CBC/PKCS5Padding";

  byte[] encrypt(byte[] plaintext) {
    try {
      return cipher(Cipher.ENCRYPT_MODE).doFinal(plaintext);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("any plaintext will do", e);
    }
  }

  /** Empty if the padding is wrong, which after a good MAC means a peer that writes nonsense. */
  Optional<byte[]> decrypt(byte[] ciphertext) {
    try {
      return Optional.of(cipher(Cipher.DECRYPT_MODE).doFinal(ciphertext));
    } catch (GeneralSecurityException e) {
      return Optional.empty();
    }
  }

  private Cipher cipher(int mode) throws GeneralSecurityException {
    var cipher = Cipher.getInstance(ALGORITHM);
    cipher.init(mode, new SecretKeySpec(key, "AES"), new IvParameterSpec(iv));
    return cipher;
  }

  @Override
  public String toString() {
    return "CipherKey";
  }
}
