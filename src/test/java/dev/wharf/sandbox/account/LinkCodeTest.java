package dev.wharf.sandbox.account;

import static dev.wharf.sandbox.account.ProofsTest.filled;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wharf.protocol.Curve25519;
import dev.wharf.protocol.GoldenVectors;
import dev.wharf.protocol.Hkdf;
import dev.wharf.protocol.KeyPair;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The phone's side of pairing by code, against answers made elsewhere. */
class LinkCodeTest {

  private static final GoldenVectors KNOWN = GoldenVectors.load("pairing");
  private static final String CODE = "ABCD1234";
  private static final KeyPair COMPANION_EPHEMERAL = KeyPair.ofPrivate(filled(0x11));
  private static final KeyPair COMPANION = KeyPair.ofPrivate(filled(0x22));
  private static final KeyPair EPHEMERAL = KeyPair.ofPrivate(filled(0x33));
  private static final KeyPair PHONE = KeyPair.ofPrivate(filled(0x44));

  @Test
  void unwrapsAKnownKey() {
    byte[] wrapped =
        ByteBuffer.allocate(80)
            .put(counting(32))
            .put(counting(16))
            .put(
                java.util.HexFormat.of()
                    .parseHex("285642c29238cc0f89bc06a6c1eac8b4bd9b791b187cb92494795a0cea5bae9c"))
            .array();
    assertArrayEquals(COMPANION_EPHEMERAL.publicKey(), LinkCode.unwrap(CODE, wrapped));
  }

  @Test
  void whatItWrapsItUnwraps() {
    byte[] wrapped = LinkCode.wrap(CODE, EPHEMERAL.publicKey(), new SecureRandom());
    assertEquals(LinkCode.WRAPPED_KEY_LENGTH, wrapped.length);
    assertArrayEquals(EPHEMERAL.publicKey(), LinkCode.unwrap(CODE, wrapped));
  }

  @Test
  void theSharedSecretIsTheKnownOne() throws Exception {
    assertArrayEquals(
        KNOWN.bytes("link.advSecret"), secret(bundle(COMPANION.publicKey())).orElseThrow());
  }

  @Test
  void aBundleForOtherKeysOpensNothing() throws Exception {
    assertTrue(secret(bundle(EPHEMERAL.publicKey())).isEmpty());
  }

  @Test
  void aBundleUnderAnotherCodeOpensNothing() {
    assertTrue(secret(new byte[LinkCode.WRAPPED_BUNDLE_LENGTH]).isEmpty());
  }

  @ParameterizedTest
  @CsvSource({"ABCD1234,ABCD1234", "abcd-1234,ABCD1234", "' ABCD-1234 ',ABCD1234"})
  void codesAreTakenAsPeopleTypeThem(String typed, String code) {
    assertEquals(Optional.of(code), LinkCode.normalise(typed));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "ABCD123", "ABCD12345", "ABCD0234", "ABCDO234", "ABCDI234", "ABCDU234"})
  void textsThatAreNoCodeAreNone(String typed) {
    assertTrue(LinkCode.normalise(typed).isEmpty());
  }

  private static Optional<byte[]> secret(byte[] bundle) {
    return LinkCode.advSecret(
        bundle, EPHEMERAL, COMPANION_EPHEMERAL.publicKey(), PHONE, COMPANION.publicKey());
  }

  /** What a companion would send, with 32 bytes of 55 as its random part. */
  private static byte[] bundle(byte[] companion) throws Exception {
    byte[] salt = counting(32);
    byte[] shared = Curve25519.agree(COMPANION_EPHEMERAL.privateKey(), EPHEMERAL.publicKey());
    byte[] info = "link_code_pairing_key_bundle_encryption_key".getBytes(StandardCharsets.US_ASCII);
    byte[] key = Hkdf.sha256(shared, salt, info, 32);
    Cipher gcm = Cipher.getInstance("AES/GCM/NoPadding");
    byte[] iv = counting(12);
    gcm.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), new GCMParameterSpec(128, iv));
    byte[] plain =
        ByteBuffer.allocate(96).put(companion).put(PHONE.publicKey()).put(filled(0x55)).array();
    return ByteBuffer.allocate(156).put(salt).put(iv).put(gcm.doFinal(plain)).array();
  }

  private static byte[] counting(int length) {
    byte[] bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      bytes[i] = (byte) i;
    }
    return bytes;
  }
}
