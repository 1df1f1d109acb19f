package dev.wharf.protocol.signal;

import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** HMAC with SHA-256. One instance serves a whole walk along a chain. */
final class Hmac {

  private static final String ALGORITHM = "HmacSHA256";

  private final Mac mac;

  Hmac() {
    try {
      mac = Mac.getInstance(ALGORITHM);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JDK has no " + ALGORITHM, e);
    }
  }

  Hmac key(byte[] key) {
    try {
      mac.init(new SecretKeySpec(key, ALGORITHM));
      return this;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("any key will do", e);
    }
  }

  Hmac with(byte[] bytes, int length) {
    mac.update(bytes, 0, length);
    return this;
  }

  Hmac with(byte[] bytes) {
    return with(bytes, bytes.length);
  }

  byte[] digest(byte last) {
    mac.update(last);
    return mac.doFinal();
  }

  byte[] digest() {
    return mac.doFinal();
  }
}
