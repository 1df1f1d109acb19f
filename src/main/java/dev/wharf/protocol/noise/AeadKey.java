package dev.wharf.protocol.noise;

import dev.wharf.protocol.ProtocolFault;
import java.security.GeneralSecurityException;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** An AES-256-GCM key and the number of its next use, which makes the nonce. */
final class AeadKey {

  static final int TAG = 16;

  private static final int NONCE = 12;
  private static final long LAST_COUNT = 0xFFFF_FFFFL;

  private final SecretKeySpec key;
  private final Cipher cipher;
  private long count;

  AeadKey(byte[] key) {
    this(key, 0);
  }

  AeadKey(byte[] key, long count) {
    this.key = new SecretKeySpec(key, "AES");
    this.count = count;
    try {
      this.cipher = Cipher.getInstance("AES/GCM/NoPadding");
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JDK has no AES/GCM", e);
    }
  }

  byte[] encrypt(byte[] plain, byte[] associated, String path) {
    try {
      start(Cipher.ENCRYPT_MODE, associated, path);
      byte[] sealed = cipher.doFinal(plain);
      count++;
      return sealed;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("AES/GCM failed to encrypt", e);
    }
  }

  /** Counts only what decrypts. */
  byte[] decrypt(byte[] sealed, byte[] associated, String path) {
    if (sealed.length < TAG) {
      throw forged(path);
    }
    try {
      start(Cipher.DECRYPT_MODE, associated, path);
      byte[] plain = cipher.doFinal(sealed);
      count++;
      return plain;
    } catch (AEADBadTagException _) {
      throw forged(path);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("AES/GCM failed to decrypt", e);
    }
  }

  private void start(int mode, byte[] associated, String path) throws GeneralSecurityException {
    if (count > LAST_COUNT) {
      throw new ProtocolFault(ProtocolFault.Kind.TOO_LARGE, path, "the counter is used up");
    }
    byte[] nonce = new byte[NONCE];
    nonce[8] = (byte) (count >>> 24);
    nonce[9] = (byte) (count >>> 16);
    nonce[10] = (byte) (count >>> 8);
    nonce[11] = (byte) count;
    cipher.init(mode, key, new GCMParameterSpec(TAG * Byte.SIZE, nonce));
    cipher.updateAAD(associated);
  }

  private static ProtocolFault forged(String path) {
    return new ProtocolFault(ProtocolFault.Kind.FORGED, path, "does not authenticate");
  }
}
