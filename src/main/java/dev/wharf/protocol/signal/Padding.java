package dev.wharf.protocol.signal;

import dev.wharf.protocol.ProtocolFault;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/** Hides the length of a message: n bytes of value n after it, 1 to 15 (messaging.md 5.3). */
public final class Padding {

  private static final int MAX = 15;

  private Padding() {}

  public static byte[] pad(byte[] plaintext, RandomGenerator random) {
    int count = random.nextInt(1, MAX + 1);
    byte[] padded = Arrays.copyOf(plaintext, plaintext.length + count);
    Arrays.fill(padded, plaintext.length, padded.length, (byte) count);
    return padded;
  }

  /**
   * Takes it off; some peers add 16, and any number that a byte can hold is understood.
   *
   * @throws ProtocolFault {@code MALFORMED} if there is none
   */
  public static byte[] unpad(byte[] padded) {
    int count = padded.length == 0 ? 0 : Byte.toUnsignedInt(padded[padded.length - 1]);
    if (count == 0 || count > padded.length) {
      throw malformed();
    }
    int length = padded.length - count;
    for (int i = length; i < padded.length; i++) {
      if (padded[i] != (byte) count) {
        throw malformed();
      }
    }
    return Arrays.copyOf(padded, length);
  }

  private static ProtocolFault malformed() {
    return new ProtocolFault(ProtocolFault.Kind.MALFORMED, "padding", "is not n bytes of n");
  }
}
