package dev.wharf.protocol.node;

import java.nio.charset.StandardCharsets;

/**
 * Strings of digits at two characters a byte (messaging.md 1.5): {@code [0-9.-]} as nibbles, {@code
 * [0-9A-F]} as hex.
 */
final class Packed {

  /** Longer strings are not packed, although the length would allow for 254 characters. */
  static final int MAX = 127;

  private static final int ODD = 0x80;
  private static final int PAD = 15;
  private static final int INVALID = -1;

  private Packed() {}

  /** {@code NIBBLE_8} or {@code HEX_8}, the first that fits; {@code LIST_EMPTY} if none does. */
  static int tagFor(String text) {
    if (text.isEmpty() || text.length() > MAX) {
      return Wire.LIST_EMPTY;
    }
    boolean nibble = true;
    boolean hex = true;
    for (int i = 0; i < text.length() && (nibble || hex); i++) {
      char c = text.charAt(i);
      nibble &= nibbleOf(Wire.NIBBLE_8, c) != INVALID;
      hex &= nibbleOf(Wire.HEX_8, c) != INVALID;
    }
    return nibble ? Wire.NIBBLE_8 : hex ? Wire.HEX_8 : Wire.LIST_EMPTY;
  }

  /** Writes a string that {@link #tagFor} gave {@code tag} for. */
  static void write(ByteSink sink, int tag, String text) {
    int length = text.length();
    int odd = length & 1;
    sink.write(tag);
    sink.write((length + 1) / 2 | (odd == 0 ? 0 : ODD));
    for (int i = 0; i < length - odd; i += 2) {
      sink.write(nibbleOf(tag, text.charAt(i)) << 4 | nibbleOf(tag, text.charAt(i + 1)));
    }
    if (odd == 1) {
      sink.write(nibbleOf(tag, text.charAt(length - 1)) << 4 | PAD);
    }
  }

  static String read(ByteSource source, int tag) {
    int head = source.read();
    int bytes = head & ~ODD;
    boolean odd = (head & ODD) != 0;
    source.require(bytes);
    if (odd && bytes == 0) {
      throw source.malformed("packed string of odd length without a byte");
    }
    byte[] chars = new byte[bytes * 2];
    for (int i = 0; i < chars.length; i += 2) {
      int both = source.read();
      chars[i] = charOf(source, tag, both >>> 4);
      if (!odd || i + 2 < chars.length) {
        chars[i + 1] = charOf(source, tag, both & 15);
      }
    }
    return new String(chars, 0, chars.length - (odd ? 1 : 0), StandardCharsets.ISO_8859_1);
  }

  private static int nibbleOf(int tag, char c) {
    if (c >= '0' && c <= '9') {
      return c - '0';
    }
    if (tag == Wire.HEX_8) {
      return c >= 'A' && c <= 'F' ? c - 'A' + 10 : INVALID;
    }
    return c == '-' ? 10 : c == '.' ? 11 : INVALID;
  }

  private static byte charOf(ByteSource source, int tag, int nibble) {
    if (nibble < 10) {
      return (byte) ('0' + nibble);
    }
    if (tag == Wire.HEX_8) {
      return (byte) ('A' + nibble - 10);
    }
    return switch (nibble) {
      case 10 -> '-';
      case 11 -> '.';
      default -> throw source.malformed("nibble " + nibble);
    };
  }
}
