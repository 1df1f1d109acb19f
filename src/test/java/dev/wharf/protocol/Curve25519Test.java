package dev.wharf.protocol;

import static dev.wharf.protocol.ProtocolFaults.assertFault;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Curve25519Test {

  private static final HexFormat HEX = HexFormat.of();
  private static final byte[] MESSAGE = {6, 0, 1, 2, 3};

  private final KeyPair pair = KeyPair.generate(new Random(1));

  /** RFC 7748, 6.1. */
  @Test
  void agreesAsTheStandardSays() {
    var alice = pair("77076d0a7318a57d3c16c17251b26645df4c2f87ebc0992ab177fba51db92c2a");
    var bob = pair("5dab087e624a8a4b79e17f8b83800ee66f3bb1292618b6fd1c2f8b27ff88e0eb");
    byte[] secret =
        HEX.parseHex("4a5d9d5ba4ce2de1728e3bf480350f25e07e21c947d19e3376f09b3c1e161742");

    assertEquals(
        "8520f0098930a754748b7ddcb43ef75a0dbf3a0d26381af4eba4a98eaa9b4e6a",
        HEX.formatHex(alice.publicKey()));
    assertArrayEquals(secret, Curve25519.agree(alice.privateKey(), bob.publicKey()));
    assertArrayEquals(secret, Curve25519.agree(bob.privateKey(), alice.publicKey()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0000000000000000000000000000000000000000000000000000000000000000",
        "0100000000000000000000000000000000000000000000000000000000000000",
        "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800",
        "5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157",
        "",
        "01"
      })
  void refusesAKeyOfSmallOrderOrWrongLength(String publicKey) {
    assertFault(
        ProtocolFault.Kind.WEAK_KEY,
        "key.public",
        () -> Curve25519.agree(pair.privateKey(), HEX.parseHex(publicKey)));
  }

  @Test
  void refusesAPrivateKeyOfWrongLength() {
    assertFault(
        ProtocolFault.Kind.WEAK_KEY,
        "key.private",
        () -> Curve25519.agree(new byte[31], pair.publicKey()));
    assertFault(
        ProtocolFault.Kind.WEAK_KEY,
        "key.private",
        () -> Curve25519.sign(new byte[33], MESSAGE, new byte[64]));
    assertFault(ProtocolFault.Kind.WEAK_KEY, "key.private", () -> KeyPair.ofPrivate(new byte[31]));
    assertFault(ProtocolFault.Kind.WEAK_KEY, "key", () -> new KeyPair(new byte[32], new byte[33]));
  }

  @Test
  void verifiesWhatItSigned() {
    byte[] signature = Curve25519.sign(pair.privateKey(), MESSAGE, random(64));

    assertEquals(64, signature.length);
    assertTrue(Curve25519.verify(pair.publicKey(), MESSAGE, signature));
    assertFalse(Curve25519.verify(pair.publicKey(), new byte[] {6, 0, 1, 2, 4}, signature));
    assertFalse(Curve25519.verify(KeyPair.generate(new Random(2)).publicKey(), MESSAGE, signature));
    for (int i = 0; i < signature.length; i++) {
      byte[] changed = signature.clone();
      changed[i] ^= 1;
      assertFalse(Curve25519.verify(pair.publicKey(), MESSAGE, changed), "byte " + i);
    }
  }

  @Test
  void verifiesNothingOfAWrongLength() {
    byte[] signature = Curve25519.sign(pair.privateKey(), MESSAGE, random(64));

    assertFalse(Curve25519.verify(pair.publicKey(), MESSAGE, Arrays.copyOf(signature, 63)));
    assertFalse(Curve25519.verify(pair.publicKey(), MESSAGE, Arrays.copyOf(signature, 65)));
    assertFalse(Curve25519.verify(Arrays.copyOf(pair.publicKey(), 33), MESSAGE, signature));
  }

  @Test
  void answersForAnyBytes() {
    var random = new Random(3);
    for (int i = 0; i < 2000; i++) {
      byte[] key = new byte[32];
      byte[] signature = new byte[64];
      random.nextBytes(key);
      random.nextBytes(signature);
      assertFalse(Curve25519.verify(key, MESSAGE, signature));
    }
    byte[] ones = new byte[64];
    Arrays.fill(ones, (byte) 0xFF);
    assertFalse(Curve25519.verify(Arrays.copyOf(ones, 32), MESSAGE, ones));
  }

  /** The account signature of connection.md A.3, made outside of this code base. */
  @Test
  void signsAsAnIndependentImplementationDoes() {
    byte[] z = new byte[64];
    Arrays.fill(z, (byte) 0x66);
    byte[] message =
        HEX.parseHex(
            "060008011080e2cfaa061801"
                + "0faa684ed28867b97f4a6a2dee5df8ce974e76b7018e3f22a1c4cf2678570f20");

    assertEquals(
        "2879ec0848cf9de7a5f30f796525cdf6eb1d678c0695c66f11f8a03146c4499b"
            + "a5d08171b0589afb5d0a46ea79c94ea2cd91d20ad5f7efa7b3521e3de119d986",
        HEX.formatHex(Curve25519.sign(pair("44".repeat(32)).privateKey(), message, z)));
  }

  @Test
  void keysAreValuesThatDoNotPrintThemselves() {
    assertEquals(KeyPair.ofPrivate(pair.privateKey()), pair);
    assertEquals(KeyPair.ofPrivate(pair.privateKey()).hashCode(), pair.hashCode());
    assertNotEquals(KeyPair.generate(new Random(2)), pair);
    assertEquals("KeyPair[private]", pair.toString());
  }

  private static KeyPair pair(String privateKey) {
    return KeyPair.ofPrivate(HEX.parseHex(privateKey));
  }

  private static byte[] random(int length) {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    return bytes;
  }
}
