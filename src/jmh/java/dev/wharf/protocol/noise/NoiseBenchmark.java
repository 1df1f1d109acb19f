package dev.wharf.protocol.noise;

import dev.wharf.protocol.KeyPair;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The handshake of a link, and its frames of 300 bytes. */
@State(Scope.Thread)
public class NoiseBenchmark {

  private static final int FRAME = 300;
  private static final Duration DAY = Duration.ofDays(1);
  private static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");

  private final Random random = new Random(7);
  private final SecureRandom strong = new SecureRandom();
  private final KeyPair root = KeyPair.generate(random);
  private final KeyPair server = KeyPair.generate(random);
  private final KeyPair noise = KeyPair.generate(random);
  private final GenuineChains chains = new GenuineChains(new TrustAnchor(root.publicKey()));
  private final byte[] frame = new byte[FRAME];
  private final byte[] payload = new byte[FRAME];
  private byte[] chain;
  private TransportCipher sealing;
  private TransportCipher there;
  private TransportCipher back;

  @Setup
  public void keys() {
    chain =
        CertificateChain.issue(
            root,
            KeyPair.generate(random),
            server.publicKey(),
            NOW.minus(DAY),
            NOW.plus(DAY),
            random);
    byte[] key = new byte[32];
    random.nextBytes(key);
    sealing = new TransportCipher(key);
    there = new TransportCipher(key);
    back = new TransportCipher(key);
  }

  @Benchmark
  public byte[] encrypt() {
    return sealing.encrypt(frame);
  }

  @Benchmark
  public byte[] encryptAndDecrypt() {
    return back.decrypt(there.encrypt(frame));
  }

  /** Both sides of it, up to what the client sends last. */
  @Benchmark
  public byte[] handshake() {
    var client = ClientHandshake.start(KeyPair.generate(strong), noise);
    var reply = ServerHandshake.accept(client.hello(), KeyPair.generate(strong), server, chain);
    return client.receive(reply.message(), payload, chains, NOW, DAY).finish();
  }
}
