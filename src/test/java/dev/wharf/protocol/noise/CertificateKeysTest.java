package dev.wharf.protocol.noise;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.wharf.protocol.Curve25519;
import dev.wharf.protocol.KeyPair;
import dev.wharf.protocol.ProtocolFault;
import java.math.BigInteger;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the table of refused keys says, the arithmetic says too. */
class CertificateKeysTest {

  private static final BigInteger P = BigInteger.TWO.pow(255).subtract(BigInteger.valueOf(19));
  private static final BigInteger TOP_BIT = BigInteger.TWO.pow(255);
  private static final byte[] PRIVATE_KEY = KeyPair.generate(new Random(7)).privateKey();

  /** What is small, close to p, or of order eight, with and without the top bit. */
  static Stream<BigInteger> edges() {
    return Stream.of(
            Stream.iterate(BigInteger.ZERO, u -> u.add(BigInteger.ONE)).limit(20),
            Stream.iterate(P.subtract(BigInteger.TEN), u -> u.add(BigInteger.ONE)).limit(29),
            Stream.of(
                new BigInteger(
                    "325606250916557431795983626356110631294008115727848805560023387167927233504"),
                new BigInteger(
                    "39382357235489614581723060781553021112529911719440698176882885853963445705823")))
        .flatMap(it -> it)
        .flatMap(u -> Stream.of(u, u.or(TOP_BIT)));
  }

  @ParameterizedTest
  @MethodSource("edges")
  void refusesWhatLeadsToNoSecret(BigInteger u) {
    assertEquals(leadsToASecret(key(u)), isUsable(key(u)));
  }

  @Test
  void takesAnyOther() {
    var random = new Random(11);
    for (int i = 0; i < 300; i++) {
      byte[] key = new byte[Curve25519.KEY_LENGTH];
      random.nextBytes(key);
      assertEquals(leadsToASecret(key), isUsable(key));
    }
  }

  private static byte[] key(BigInteger u) {
    byte[] key = new byte[Curve25519.KEY_LENGTH];
    for (int i = 0; i < key.length; i++) {
      key[i] = u.shiftRight(8 * i).byteValue();
    }
    return key;
  }

  private static boolean isUsable(byte[] key) {
    return passes(() -> CertificateKeys.requireUsable(key, "key"));
  }

  private static boolean leadsToASecret(byte[] key) {
    return passes(() -> Curve25519.agree(PRIVATE_KEY, key));
  }

  private static boolean passes(Runnable check) {
    try {
      check.run();
      return true;
    } catch (ProtocolFault fault) {
      assertEquals(ProtocolFault.Kind.WEAK_KEY, fault.kind());
      return false;
    }
  }
}
