package dev.wharf.keystore;

import dev.wharf.identity.Jid;
import dev.wharf.protocol.pairing.DeviceKeys;
import dev.wharf.protocol.pairing.PairingIdentity;
import java.security.SecureRandom;

/** Credentials to store. */
final class Samples {

  static final SecureRandom RANDOM = new SecureRandom();

  private Samples() {}

  static Credentials fresh() {
    return Credentials.fresh(DeviceKeys.generate(RANDOM));
  }

  static Credentials paired() {
    return fresh()
        .paired(
            new PairingIdentity(
                Jid.phone("4915550000001", 7),
                Jid.lid("210000000000001", 7),
                "android",
                null,
                bytes(32),
                -1,
                bytes(180)))
        .routed(new byte[] {8, 13});
  }

  static byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    RANDOM.nextBytes(bytes);
    return bytes;
  }
}
