package dev.wharf.keystore;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.crypto.SecretKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SealTest {

  private static final Random RANDOM = new Random(7);
  private static final SecretKey KEY = Seal.key(new byte[Seal.KEY_LENGTH]);
  private static final UUID ACCOUNT = new UUID(1, 2);
  private static final Seal.Label LABEL = new Seal.Label("pre-key", ACCOUNT, 5);
  private static final byte[] PLAIN = "thirty-two bytes of a secret key".getBytes();
  private static final byte[] SEALED = Seal.close(KEY, LABEL, PLAIN, RANDOM);

  @Test
  void whatWasClosedOpens() {
    assertArrayEquals(PLAIN, Seal.open(KEY, LABEL, SEALED));
  }

  @Test
  void theSameIsSealedDifferentlyEachTime() {
    assertFalse(Arrays.equals(SEALED, Seal.close(KEY, LABEL, PLAIN, RANDOM)));
  }

  static Stream<Seal.Label> otherPlaces() {
    return Stream.of(
        new Seal.Label("pre-key", ACCOUNT, 6),
        new Seal.Label("pre-key", new UUID(1, 3), 5),
        new Seal.Label("pre-kez", ACCOUNT, 5),
        new Seal.Label("credentials", ACCOUNT, 5));
  }

  @ParameterizedTest
  @MethodSource("otherPlaces")
  void nothingOpensInAnotherPlace(Seal.Label label) {
    assertCorrupt(KEY, label, SEALED);
  }

  @Test
  void nothingOpensWithAnotherKey() {
    byte[] other = new byte[Seal.KEY_LENGTH];
    other[31] = 1;

    assertCorrupt(Seal.key(other), LABEL, SEALED);
  }

  static Stream<byte[]> damaged() {
    Stream<byte[]> flipped =
        IntStream.range(0, SEALED.length)
            .mapToObj(
                i -> {
                  byte[] copy = SEALED.clone();
                  copy[i] ^= 1;
                  return copy;
                });
    Stream<byte[]> cut = IntStream.range(0, SEALED.length).mapToObj(i -> Arrays.copyOf(SEALED, i));
    return Stream.concat(flipped, cut);
  }

  @ParameterizedTest
  @MethodSource("damaged")
  void noDamageGoesUnnoticed(byte[] damaged) {
    assertCorrupt(KEY, LABEL, damaged);
  }

  private static void assertCorrupt(SecretKey key, Seal.Label label, byte[] sealed) {
    var fault = assertThrows(KeystoreFault.class, () -> Seal.open(key, label, sealed));
    assertEquals(KeystoreFault.Kind.CORRUPT, fault.kind());
  }
}
