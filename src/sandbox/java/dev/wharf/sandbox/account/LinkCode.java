package dev.wharf.sandbox.account;

import dev.wharf.protocol.Curve25519;
import dev.wharf.protocol.Hkdf;
import dev.wharf.protocol.KeyPair;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

/** What a phone computes when somebody types a pairing code into it (connection.md 5). */
public final class LinkCode {

  /** Salt, iv, and a public key under AES-CTR. */
  public static final int WRAPPED_KEY_LENGTH = 80;

  /** Salt, iv, and three times 32 bytes under AES-GCM. */
  public static final int WRAPPED_BUNDLE_LENGTH = 156;

  private static final Pattern CODE = Pattern.compile("[1-9A-HJ-NP-TV-Z]{8}");
  private static final int ROUNDS = 131_072;
  private static final int SALT = 32;
  private static final int IV = 16;
  private static final int GCM_IV = 12;
  private static final int KEY = 32;
  private static final byte[] BUNDLE_INFO = ascii("link_code_pairing_key_bundle_encryption_key");
  private static final byte[] ADV_INFO = ascii("adv_secret");

  private LinkCode() {}

  /**
   * The eight characters of a code as typed, in upper case and without dash; empty if it is none.
   */
  public static Optional<String> normalise(String typed) {
    String code = typed.strip().replace("-", "").toUpperCase(java.util.Locale.ROOT);
    return CODE.matcher(code).matches() ? Optional.of(code) : Optional.empty();
  }

  /** The public key inside a wrapped one. Slow; a wrong code gives a wrong key, not an error. */
  public static byte[] unwrap(String code, byte[] wrapped) {
    byte[] salt = Arrays.copyOf(wrapped, SALT);
    byte[] iv = Arrays.copyOfRange(wrapped, SALT, SALT + IV);
    return counterMode(code, salt, iv, Arrays.copyOfRange(wrapped, SALT + IV, wrapped.length));
  }

  /** A public key wrapped under the code. Slow. */
  public static byte[] wrap(String code, byte[] publicKey, RandomGenerator random) {
    byte[] salt = bytes(SALT, random);
    byte[] iv = bytes(IV, random);
    return ByteBuffer.allocate(WRAPPED_KEY_LENGTH)
        .put(salt)
        .put(iv)
        .put(counterMode(code, salt, iv, publicKey))
        .array();
  }

  /**
   * The ADV secret both sides now share; empty if the bundle was not made with the same code for
   * these keys.
   *
   * @param ephemeral the phone's, made for this code
   * @param companionEphemeral as unwrapped with the code
   * @param companion the identity key the companion names beside the bundle
   */
  public static Optional<byte[]> advSecret(
      byte[] wrappedBundle,
      KeyPair ephemeral,
      byte[] companionEphemeral,
      KeyPair phone,
      byte[] companion) {
    byte[] shared = Curve25519.agree(ephemeral.privateKey(), companionEphemeral);
    Optional<byte[]> opened = open(wrappedBundle, shared);
    if (opened.isEmpty()) {
      return Optional.empty();
    }
    byte[] bundle = opened.get();
    byte[] named = ByteBuffer.allocate(2 * KEY).put(companion).put(phone.publicKey()).array();
    if (bundle.length != 3 * KEY || !Arrays.equals(Arrays.copyOf(bundle, 2 * KEY), named)) {
      return Optional.empty();
    }
    byte[] input =
        ByteBuffer.allocate(3 * KEY)
            .put(shared)
            .put(Curve25519.agree(phone.privateKey(), companion))
            .put(bundle, 2 * KEY, KEY)
            .array();
    return Optional.of(Hkdf.sha256(input, new byte[0], ADV_INFO, KEY));
  }

  private static Optional<byte[]> open(byte[] wrapped, byte[] shared) {
    byte[] salt = Arrays.copyOf(wrapped, SALT);
    byte[] key = Hkdf.sha256(shared, salt, BUNDLE_INFO, KEY);
    try {
      Cipher gcm = Cipher.getInstance("AES/GCM/NoPadding");
      gcm.init(
          Cipher.DECRYPT_MODE,
          new SecretKeySpec(key, "AES"),
          new GCMParameterSpec(128, wrapped, SALT, GCM_IV));
      return Optional.of(gcm.doFinal(wrapped, SALT + GCM_IV, wrapped.length - SALT - GCM_IV));
    } catch (AEADBadTagException e) {
      return Optional.empty();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JDK has no AES-GCM", e);
    }
  }

  private static byte[] counterMode(String code, byte[] salt, byte[] iv, byte[] input) {
    try {
      var spec = new PBEKeySpec(code.toCharArray(), salt, ROUNDS, KEY * 8);
      byte[] key =
          SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256").generateSecret(spec).getEncoded();
      Cipher ctr = Cipher.getInstance("AES/CTR/NoPadding");
      ctr.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), new IvParameterSpec(iv));
      return ctr.doFinal(input);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JDK has no PBKDF2 or AES-CTR", e);
    }
  }

  private static byte[] bytes(int length, RandomGenerator random) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
