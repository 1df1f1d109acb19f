package dev.wharf.keystore;

import dev.wharf.keystore.KeystoreFault.Kind;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.UUID;
import java.util.random.RandomGenerator;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * AES-256-GCM over what is kept: {@code version || nonce || ciphertext and tag}, with a fresh nonce
 * each time. The label is authenticated too, so a row opens only in its own place.
 */
final class Seal {

  static final int KEY_LENGTH = 32;
  static final int NONCE_LENGTH = 12;

  private static final int TAG_BITS = 128;
  private static final byte VERSION = 1;

  private Seal() {}

  /** What a sealed value is and whose: what it may not be taken for. */
  record Label(String kind, UUID account, int number) {
    static Label of(String kind, UUID account) {
      return new Label(kind, account, 0);
    }

    private byte[] bytes() {
      byte[] name = kind.getBytes(StandardCharsets.US_ASCII);
      return ByteBuffer.allocate(1 + name.length + 1 + 2 * Long.BYTES + Integer.BYTES)
          .put(VERSION)
          .put(name)
          .put((byte) 0)
          .putLong(account.getMostSignificantBits())
          .putLong(account.getLeastSignificantBits())
          .putInt(number)
          .array();
    }
  }

  static SecretKey key(byte[] bytes) {
    return new SecretKeySpec(bytes, "AES");
  }

  static byte[] close(SecretKey key, Label label, byte[] plain, RandomGenerator random) {
    byte[] nonce = new byte[NONCE_LENGTH];
    random.nextBytes(nonce);
    try {
      byte[] sealed = cipher(Cipher.ENCRYPT_MODE, key, nonce, label).doFinal(plain);
      return ByteBuffer.allocate(1 + nonce.length + sealed.length)
          .put(VERSION)
          .put(nonce)
          .put(sealed)
          .array();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JDK has no AES-256-GCM", e);
    }
  }

  /**
   * @throws KeystoreFault {@code CORRUPT} if the bytes are not what {@link #close} made of this key
   *     and label
   */
  static byte[] open(SecretKey key, Label label, byte[] sealed) {
    if (sealed.length < 1 + NONCE_LENGTH + TAG_BITS / 8 || sealed[0] != VERSION) {
      throw corrupt(label);
    }
    byte[] nonce = new byte[NONCE_LENGTH];
    System.arraycopy(sealed, 1, nonce, 0, nonce.length);
    int start = 1 + nonce.length;
    try {
      return cipher(Cipher.DECRYPT_MODE, key, nonce, label)
          .doFinal(sealed, start, sealed.length - start);
    } catch (AEADBadTagException e) {
      throw corrupt(label);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JDK has no AES-256-GCM", e);
    }
  }

  static KeystoreFault corrupt(Label label) {
    return new KeystoreFault(
        Kind.CORRUPT,
        "The stored "
            + label.kind()
            + " of account "
            + label.account()
            + " cannot be opened: the row was changed, damaged or taken from another account.");
  }

  private static Cipher cipher(int mode, SecretKey key, byte[] nonce, Label label)
      throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
    cipher.updateAAD(label.bytes());
    return cipher;
  }
}
