package dev.wharf.protocol;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/** An X25519 key pair, 32 bytes each, without the 0x05 prefix. Never prints its private half. */
public record KeyPair(byte[] privateKey, byte[] publicKey) {

  public KeyPair {
    if (privateKey.length != Curve25519.KEY_LENGTH || publicKey.length != Curve25519.KEY_LENGTH) {
      throw new ProtocolFault(ProtocolFault.Kind.WEAK_KEY, "key", "keys have 32 bytes");
    }
  }

  /** A new pair. {@code random} must be cryptographically strong. */
  public static KeyPair generate(RandomGenerator random) {
    byte[] privateKey = new byte[Curve25519.KEY_LENGTH];
    random.nextBytes(privateKey);
    return ofPrivate(privateKey);
  }

  /** The pair that belongs to a private key, which is clamped as X25519 asks. */
  public static KeyPair ofPrivate(byte[] privateKey) {
    byte[] clamped = Curve25519.clamp(privateKey);
    return new KeyPair(clamped, Curve25519.publicKey(clamped));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof KeyPair that
        && Arrays.equals(privateKey, that.privateKey)
        && Arrays.equals(publicKey, that.publicKey);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(publicKey);
  }

  @Override
  public String toString() {
    return "KeyPair[private]";
  }
}
