package dev.wharf.protocol.signal;

import dev.wharf.protocol.ProtocolFault;
import java.security.MessageDigest;
import java.util.Arrays;

/**
 * 32 bytes that open messages: a root key, a chain key or the seed of a message key. Never prints
 * them.
 */
public record Secret(byte[] bytes) {

  public static final int LENGTH = 32;

  public Secret {
    if (bytes.length != LENGTH) {
      throw new ProtocolFault(ProtocolFault.Kind.MALFORMED, "secret", "has not 32 bytes");
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Secret that && MessageDigest.isEqual(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return "Secret";
  }
}
