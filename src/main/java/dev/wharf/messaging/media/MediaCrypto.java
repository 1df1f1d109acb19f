package dev.wharf.messaging.media;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** The primitives of messaging.md 8.3, each ready for the keys of one file. */
final class MediaCrypto {

  /** What follows the ciphertext. */
  static final int MAC = 10;

  static final int BLOCK = 16;
  private static final byte[] NOTHING = {};

  private MediaCrypto() {}

  static Cipher cipher(int mode, MediaKeys keys) {
    try {
      var cipher = Cipher.getInstance("AES/CBC/PKCS5Padding");
      cipher.init(mode, new SecretKeySpec(keys.cipherKey(), "AES"), new IvParameterSpec(keys.iv()));
      return cipher;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JDK has no AES/CBC", e);
    }
  }

  /** It has already taken the initialisation vector. */
  static Mac mac(MediaKeys keys) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(keys.macKey(), "HmacSHA256"));
      mac.update(keys.iv());
      return mac;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JDK has no HMAC", e);
    }
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JDK has no SHA-256", e);
    }
  }

  /** A cipher that has nothing to say yet says null. */
  static byte[] update(Cipher cipher, byte[] bytes, int offset, int length) {
    byte[] out = cipher.update(bytes, offset, length);
    return out == null ? NOTHING : out;
  }
}
