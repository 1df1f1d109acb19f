package dev.wharf.protocol.pairing;

import dev.wharf.protocol.KeyPair;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Properties;

/** The golden vectors of pairing. */
final class Vectors {

  static final KeyPair COMPANION_EPHEMERAL = KeyPair.ofPrivate(filled(32, 0x11));
  static final KeyPair COMPANION_IDENTITY = KeyPair.ofPrivate(filled(32, 0x22));
  static final KeyPair PHONE_EPHEMERAL = KeyPair.ofPrivate(filled(32, 0x33));
  static final KeyPair PHONE_IDENTITY = KeyPair.ofPrivate(filled(32, 0x44));
  static final byte[] SIGNATURE_RANDOM = filled(64, 0x66);
  static final byte[] ADV_SECRET = filled(32, 0x77);

  private static final Properties FILE = load();

  private Vectors() {}

  static byte[] bytes(String key) {
    return HexFormat.of().parseHex(hex(key));
  }

  static String hex(String key) {
    return FILE.getProperty(key);
  }

  static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  static byte[] filled(int length, int value) {
    byte[] bytes = new byte[length];
    Arrays.fill(bytes, (byte) value);
    return bytes;
  }

  /** {@code 00 01 02 …} */
  static byte[] counting(int length) {
    byte[] bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      bytes[i] = (byte) i;
    }
    return bytes;
  }

  private static Properties load() {
    try (var in = Vectors.class.getResourceAsStream("/vectors/pairing.properties")) {
      var properties = new Properties();
      properties.load(in);
      return properties;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
