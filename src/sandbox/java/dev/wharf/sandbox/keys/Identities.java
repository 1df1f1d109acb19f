package dev.wharf.sandbox.keys;

import dev.wharf.protocol.KeyPair;
import dev.wharf.protocol.noise.CertificateChain;
import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;

/** The genuine identity of the sandbox, and the ways it can be wrong. Made once, at the start. */
public record Identities(
    ServerIdentity genuine,
    ServerIdentity rotated,
    ServerIdentity wrongRoot,
    ServerIdentity expired) {

  private static final Duration BACK = Duration.ofDays(1);
  private static final Duration AHEAD = Duration.ofDays(365);
  private static final Duration LONG_AGO = Duration.ofDays(30);

  /** All of them, valid (or not) around {@code now}. */
  public static Identities of(NoiseKeys keys, Instant now, RandomGenerator random) {
    KeyPair otherStatic = KeyPair.generate(random);
    Instant from = now.minus(BACK);
    Instant until = now.plus(AHEAD);
    return new Identities(
        identity(keys.root(), keys, keys.serverStatic(), from, until, random),
        identity(keys.root(), keys, otherStatic, from, until, random),
        identity(KeyPair.generate(random), keys, keys.serverStatic(), from, until, random),
        identity(
            keys.root(), keys, keys.serverStatic(), now.minus(AHEAD), now.minus(LONG_AGO), random));
  }

  private static ServerIdentity identity(
      KeyPair root,
      NoiseKeys keys,
      KeyPair serverStatic,
      Instant from,
      Instant until,
      RandomGenerator random) {
    byte[] chain =
        CertificateChain.issue(
            root, keys.intermediate(), serverStatic.publicKey(), from, until, random);
    return new ServerIdentity(serverStatic, chain);
  }
}
