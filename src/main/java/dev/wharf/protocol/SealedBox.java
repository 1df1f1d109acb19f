package dev.wharf.protocol;

import java.security.GeneralSecurityException;
import java.util.random.RandomGenerator;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * AES-256-GCM with a random vector of 12 bytes beside what is sealed, as messages carry it. A key
 * seals few boxes, so chance does not repeat a vector.
 */
public record SealedBox(byte[] iv, byte[] payload) {

  private static final int IV = 12;
  private static final int TAG = 16;

  /** Seals. {@code random} must be cryptographically strong. */
  public static SealedBox seal(
      byte[] key, byte[] plain, byte[] associated, RandomGenerator random) {
    byte[] iv = new byte[IV];
    random.nextBytes(iv);
    try {
      return new SealedBox(iv, cipher(Cipher.ENCRYPT_MODE, key, iv, associated).doFinal(plain));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("AES/GCM failed to encrypt", e);
    }
  }

  /**
   * Opens.
   *
   * @param path of the fault
   * @throws ProtocolFault {@code FORGED} if it was not sealed with this key and these associated
   *     bytes
   */
  public byte[] open(byte[] key, byte[] associated, String path) {
    if (iv.length != IV || payload.length < TAG) {
      throw forged(path);
    }
    try {
      return cipher(Cipher.DECRYPT_MODE, key, iv, associated).doFinal(payload);
    } catch (GeneralSecurityException _) {
      throw forged(path);
    }
  }

  private static Cipher cipher(int mode, byte[] key, byte[] iv, byte[] associated)
      throws GeneralSecurityException {
    var cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG * Byte.SIZE, iv));
    cipher.updateAAD(associated);
    return cipher;
  }

  private static ProtocolFault forged(String path) {
    return new ProtocolFault(ProtocolFault.Kind.FORGED, path, "does not authenticate");
  }
}
