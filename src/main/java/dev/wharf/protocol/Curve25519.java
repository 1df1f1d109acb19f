package dev.wharf.protocol;

import org.bouncycastle.math.ec.rfc7748.X25519;

/**
 * X25519 agreement and XEdDSA signatures (connection.md 2.5). Agreement comes from BouncyCastle,
 * the fastest on the JVM; XEdDSA from the curve25519 library, for neither the JDK nor BouncyCastle
 * has it.
 */
public final class Curve25519 {

  public static final int KEY_LENGTH = 32;
  public static final int SIGNATURE_LENGTH = 64;

  private Curve25519() {}

  static byte[] clamp(byte[] privateKey) {
    requireKey(privateKey, "key.private");
    byte[] clamped = privateKey.clone();
    clamped[0] &= (byte) 248;
    clamped[31] &= 127;
    clamped[31] |= 64;
    return clamped;
  }

  static byte[] publicKey(byte[] privateKey) {
    byte[] publicKey = new byte[KEY_LENGTH];
    X25519.generatePublicKey(privateKey, 0, publicKey, 0);
    return publicKey;
  }

  /**
   * The shared secret, 32 bytes.
   *
   * @throws ProtocolFault {@code WEAK_KEY} if a key has not 32 bytes or the secret would be all
   *     zero
   */
  public static byte[] agree(byte[] privateKey, byte[] publicKey) {
    requireKey(privateKey, "key.private");
    requireKey(publicKey, "key.public");
    byte[] secret = new byte[KEY_LENGTH];
    if (!X25519.calculateAgreement(privateKey, 0, publicKey, 0, secret, 0)) {
      throw new ProtocolFault(
          ProtocolFault.Kind.WEAK_KEY, "key.public", "leads to an all-zero secret");
    }
    return secret;
  }

  /**
   * XEdDSA signature, 64 bytes.
   *
   * @param random 64 fresh random bytes
   */
  public static byte[] sign(byte[] privateKey, byte[] message, byte[] random) {
    requireKey(privateKey, "key.private");
    return com.github.auties00.curve25519.Curve25519.sign(privateKey, message, random);
  }

  /**
   * Whether {@code signature} is the XEdDSA signature of {@code message}; false for any wrong
   * length too.
   */
  public static boolean verify(byte[] publicKey, byte[] message, byte[] signature) {
    return publicKey.length == KEY_LENGTH
        && signature.length == SIGNATURE_LENGTH
        && com.github.auties00.curve25519.Curve25519.verifySignature(publicKey, message, signature);
  }

  private static void requireKey(byte[] key, String path) {
    if (key.length != KEY_LENGTH) {
      throw new ProtocolFault(
          ProtocolFault.Kind.WEAK_KEY, path, "has " + key.length + " bytes, not 32");
    }
  }
}
