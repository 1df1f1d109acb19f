package dev.wharf.api.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;

/**
 * A secret that lets its holder operate this Wharf. A generated one has 190 bits, so a plain
 * SHA-256 of it can be stored: there is nothing to guess.
 */
public final class ApiKey {

  private static final String PREFIX = "wharf_";
  private static final int LENGTH = 32;
  private static final String BASE62 =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

  private final String secret;

  private ApiKey(String secret) {
    this.secret = secret;
  }

  static ApiKey of(String secret) {
    return new ApiKey(secret);
  }

  static ApiKey generate(SecureRandom random) {
    var key = new StringBuilder(PREFIX);
    for (int i = 0; i < LENGTH; i++) {
      key.append(BASE62.charAt(random.nextInt(BASE62.length())));
    }
    return new ApiKey(key.toString());
  }

  byte[] hash() {
    try {
      return MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /** Takes the same time wherever the two differ. */
  boolean matches(byte[] hash) {
    return MessageDigest.isEqual(hash(), hash);
  }

  /** The key itself, for the one who is to use it. */
  public String reveal() {
    return secret;
  }

  @Override
  public String toString() {
    return "ApiKey[]";
  }
}
