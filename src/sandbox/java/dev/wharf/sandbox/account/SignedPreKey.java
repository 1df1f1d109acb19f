package dev.wharf.sandbox.account;

import dev.wharf.protocol.Curve25519;

/** The medium-term key of a device: 24-bit id, public key, signature by the device's identity. */
public record SignedPreKey(int id, byte[] publicKey, byte[] signature) {

  /** Whether that identity signed it: XEdDSA over {@code 05 ‖ key} (connection.md 3.1). */
  public boolean signedBy(byte[] identity) {
    return publicKey.length == Curve25519.KEY_LENGTH
        && Curve25519.verify(identity, typed(publicKey), signature);
  }

  static byte[] typed(byte[] publicKey) {
    byte[] typed = new byte[publicKey.length + 1];
    typed[0] = 5;
    System.arraycopy(publicKey, 0, typed, 1, publicKey.length);
    return typed;
  }
}
