package dev.wharf.protocol.noise;

import dev.wharf.protocol.Curve25519;
import dev.wharf.protocol.ProtocolFault;

/** Which public keys a chain may hold. */
final class CertificateKeys {

  private static final byte[] PROBE = probe();

  private CertificateKeys() {}

  /**
   * Refuses keys of small order: anybody can make signatures that such a key "verifies".
   *
   * @throws ProtocolFault {@code WEAK_KEY}
   */
  static void requireUsable(byte[] publicKey, String path) {
    try {
      Curve25519.agree(PROBE, publicKey);
    } catch (ProtocolFault fault) {
      throw new ProtocolFault(fault.kind(), path, "is no usable public key");
    }
  }

  /** Any private key will do: the secret is all zero for every one of them or for none. */
  private static byte[] probe() {
    byte[] probe = new byte[Curve25519.KEY_LENGTH];
    probe[0] = 8;
    probe[Curve25519.KEY_LENGTH - 1] = 64;
    return probe;
  }
}
