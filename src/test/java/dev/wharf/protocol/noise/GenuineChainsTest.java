package dev.wharf.protocol.noise;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.wharf.protocol.KeyPair;
import dev.wharf.protocol.ProtocolFault;
import dev.wharf.protocol.ProtocolFault.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What is remembered of a chain saves work and decides nothing. */
class GenuineChainsTest {

  private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
  private static final Duration DAY = Duration.ofDays(1);
  private static final Random RANDOM = new Random(7);

  private final KeyPair root = KeyPair.generate(RANDOM);
  private final KeyPair server = KeyPair.generate(RANDOM);
  private final byte[] chain = issue(root);
  private final GenuineChains chains = new GenuineChains(new TrustAnchor(root.publicKey()));

  @Test
  void takesTheSameChainAgain() {
    require(chain, NOW);
    assertDoesNotThrow(() -> require(chain.clone(), NOW));
  }

  @Test
  void looksAtTheKeyOfEachHandshake() {
    require(chain, NOW);
    byte[] another = KeyPair.generate(RANDOM).publicKey();
    assertFault(Kind.UNTRUSTED, () -> chains.require(chain, another, NOW, DAY));
  }

  @Test
  void looksAtTheDatesEachTime() {
    require(chain, NOW);
    assertFault(Kind.UNTRUSTED, () -> require(chain, NOW.plus(DAY.multipliedBy(30))));
  }

  @Test
  void seesAForgeryBeforeAndAfterTheGenuineOne() {
    byte[] forged = issue(KeyPair.generate(RANDOM));
    assertFault(Kind.FORGED, () -> require(forged, NOW));
    require(chain, NOW);
    assertFault(Kind.FORGED, () -> require(forged, NOW));
    assertFault(Kind.FORGED, () -> require(forged, NOW));
  }

  @Test
  void remembersOnlyAFewAndKnowsTheRestByTheirSignatures() {
    for (int i = 0; i < 40; i++) {
      require(issue(root), NOW);
    }
    require(chain, NOW);
  }

  private CertificateChain require(byte[] bytes, Instant now) {
    return chains.require(bytes, server.publicKey(), now, DAY);
  }

  private byte[] issue(KeyPair by) {
    return CertificateChain.issue(
        by, KeyPair.generate(RANDOM), server.publicKey(), NOW.minus(DAY), NOW.plus(DAY), RANDOM);
  }

  private static void assertFault(Kind kind, Runnable work) {
    assertEquals(kind, assertThrows(ProtocolFault.class, work::run).kind());
  }
}
