package dev.wharf.protocol;

import java.security.MessageDigest;
import java.util.Arrays;

/**
 * Bytes that only machines read: a key, a hash, a picture. Compares by content and never prints it.
 * Nobody writes to the array once it is in here.
 */
public record Opaque(byte[] bytes) {

  public int length() {
    return bytes.length;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Opaque that && MessageDigest.isEqual(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return bytes.length + " bytes";
  }
}
