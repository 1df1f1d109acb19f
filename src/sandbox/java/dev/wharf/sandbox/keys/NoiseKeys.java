package dev.wharf.sandbox.keys;

import dev.wharf.protocol.KeyPair;
import java.util.random.RandomGenerator;

/**
 * The keys behind the certificate chain: root, intermediate, and the server's static key. They
 * outlive a restart, because clients cache the static key (connection.md 2.6).
 */
public record NoiseKeys(KeyPair root, KeyPair intermediate, KeyPair serverStatic) {

  public static NoiseKeys generate(RandomGenerator random) {
    return new NoiseKeys(
        KeyPair.generate(random), KeyPair.generate(random), KeyPair.generate(random));
  }
}
