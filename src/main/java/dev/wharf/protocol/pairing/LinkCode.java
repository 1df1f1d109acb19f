package dev.wharf.protocol.pairing;

import dev.wharf.identity.Jid;
import dev.wharf.identity.PhoneNumber;
import dev.wharf.protocol.Curve25519;
import dev.wharf.protocol.Hkdf;
import dev.wharf.protocol.KeyPair;
import dev.wharf.protocol.ProtocolFault;
import dev.wharf.protocol.node.Node;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/**
 * Pairing by a code that the user types on the phone (connection.md 5): our half of it. The code is
 * a password, never printed to a log; both methods that stretch it take tens of milliseconds and
 * must not run on an event loop.
 *
 * @param text the eight characters, without the dash
 * @param salt 32 bytes
 * @param iv 16 bytes
 */
public record LinkCode(String text, byte[] salt, byte[] iv, KeyPair ephemeral) {

  private static final String ALPHABET = "123456789ABCDEFGHJKLMNPQRSTVWXYZ";
  private static final Pattern TEXT = Pattern.compile("[" + ALPHABET + "]{8}");
  private static final Pattern SEPARATORS = Pattern.compile("[\\s().+-]");
  private static final byte[] BUNDLE_INFO =
      "link_code_pairing_key_bundle_encryption_key".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] SECRET_INFO = "adv_secret".getBytes(StandardCharsets.US_ASCII);
  private static final int SALT = 32;
  private static final int IV = 16;
  private static final int KEY = Curve25519.KEY_LENGTH;

  /** Length of a wrapped key: salt, iv, key. */
  static final int WRAPPED_KEY = SALT + IV + KEY;

  /**
   * What ends our half.
   *
   * @param request the {@code companion_finish} iq, without id
   * @param advSecret replaces the secret of the device's keys; store it before the request leaves
   */
  public record Finish(Node request, byte[] advSecret) {}

  public LinkCode {
    if (!TEXT.matcher(text).matches() || salt.length != SALT || iv.length != IV) {
      throw new IllegalArgumentException("not a link code");
    }
  }

  /** A new code. {@code random} must be strong. */
  public static LinkCode create(RandomGenerator random) {
    return new LinkCode(
        encode(bytes(5, random)), bytes(SALT, random), bytes(IV, random), KeyPair.generate(random));
  }

  /**
   * The address to ask for a code with: digits of the international form, with or without plus,
   * spaces, dots, dashes and parentheses. Empty for anything else.
   */
  public static Optional<Jid> address(String typed) {
    String digits = SEPARATORS.matcher(typed).replaceAll("");
    // The server wants seven digits at least (connection.md 5.3).
    return PhoneNumber.of(Jid.phone(digits, 0)).isPresent() && digits.length() >= 7
        ? Optional.of(Jid.phone(digits, 0))
        : Optional.empty();
  }

  /** As people read it: {@code XXXX-XXXX}. */
  public String display() {
    return text.substring(0, 4) + '-' + text.substring(4);
  }

  /** Our ephemeral key under the code, 80 bytes: salt, iv, key. Slow. */
  public byte[] wrappedEphemeral() {
    byte[] wrapped = LinkCipher.ctr(LinkCipher.stretch(text, salt), iv, ephemeral.publicKey());
    return ByteBuffer.allocate(WRAPPED_KEY).put(salt).put(iv).put(wrapped).array();
  }

  /**
   * Answers the phone once the user has typed the code. Slow.
   *
   * @param primaryHello the whole notification
   * @param phone the address that the code was asked for
   * @param ref what the server gave for our hello
   * @throws ProtocolFault {@code MISSING} or {@code MALFORMED} if a part is absent or has the wrong
   *     length, {@code FORGED} if it answers another ref, {@code WEAK_KEY} if a key leads to an
   *     all-zero secret. A mistyped code is not noticed here: the phone cannot open the bundle.
   */
  public Finish finish(
      Node primaryHello, DeviceKeys keys, Jid phone, byte[] ref, RandomGenerator random) {
    PrimaryHello hello = PrimaryHello.read(primaryHello, ref);
    byte[] phoneIdentity = hello.identity();
    byte[] phoneEphemeral = unwrap(hello.wrappedEphemeral());
    byte[] ephemeralSecret = Curve25519.agree(ephemeral.privateKey(), phoneEphemeral);
    byte[] identitySecret = Curve25519.agree(keys.identity().privateKey(), phoneIdentity);
    byte[] root = bytes(KEY, random);
    byte[] secret =
        Hkdf.sha256(
            concat(ephemeralSecret, identitySecret, root),
            new byte[0],
            SECRET_INFO,
            DeviceKeys.ADV_SECRET_LENGTH);
    byte[] bundle = concat(keys.identity().publicKey(), phoneIdentity, root);
    byte[] sealed = seal(bundle, ephemeralSecret, random);
    return new Finish(request(sealed, keys, phone, ref), secret);
  }

  private byte[] unwrap(byte[] wrapped) {
    byte[] theirSalt = Arrays.copyOfRange(wrapped, 0, SALT);
    byte[] theirIv = Arrays.copyOfRange(wrapped, SALT, SALT + IV);
    byte[] key = Arrays.copyOfRange(wrapped, SALT + IV, wrapped.length);
    return LinkCipher.ctr(LinkCipher.stretch(text, theirSalt), theirIv, key);
  }

  private static byte[] seal(byte[] bundle, byte[] ephemeralSecret, RandomGenerator random) {
    byte[] bundleSalt = bytes(SALT, random);
    byte[] bundleIv = bytes(LinkCipher.GCM_IV, random);
    byte[] key = Hkdf.sha256(ephemeralSecret, bundleSalt, BUNDLE_INFO, KEY);
    return concat(bundleSalt, bundleIv, LinkCipher.gcm(key, bundleIv, bundle));
  }

  private static Node request(byte[] sealed, DeviceKeys keys, Jid phone, byte[] ref) {
    Node finish =
        Node.of("link_code_companion_reg")
            .with("jid", phone.bare())
            .with("stage", "companion_finish")
            .children(
                Node.of("link_code_pairing_wrapped_key_bundle").bytes(sealed),
                Node.of("companion_identity_public").bytes(keys.identity().publicKey()),
                Node.of("link_code_pairing_ref").bytes(ref));
    return Node.of("iq")
        .with("to", Jid.SERVER)
        .with("type", "set")
        .with("xmlns", "md")
        .children(finish);
  }

  /** Five bits a character, most significant first. */
  static String encode(byte[] fiveBytes) {
    long bits = 0;
    for (byte b : fiveBytes) {
      bits = bits << 8 | (b & 0xFF);
    }
    var text = new StringBuilder();
    for (int shift = 35; shift >= 0; shift -= 5) {
      text.append(ALPHABET.charAt((int) (bits >>> shift) & 31));
    }
    return text.toString();
  }

  private static byte[] bytes(int count, RandomGenerator random) {
    byte[] bytes = new byte[count];
    random.nextBytes(bytes);
    return bytes;
  }

  private static byte[] concat(byte[] first, byte[] second, byte[] third) {
    return ByteBuffer.allocate(first.length + second.length + third.length)
        .put(first)
        .put(second)
        .put(third)
        .array();
  }

  @Override
  public String toString() {
    return "LinkCode[private]";
  }
}
