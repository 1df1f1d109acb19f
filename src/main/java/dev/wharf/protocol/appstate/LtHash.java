package dev.wharf.protocol.appstate;

import dev.wharf.protocol.Hkdf;
import dev.wharf.protocol.Opaque;
import dev.wharf.protocol.ProtocolFault;
import java.nio.charset.StandardCharsets;

/**
 * A sum over everything in a collection, in which order does not count and from which can be taken
 * away again: 64 numbers of 16 bits (messaging.md 10.5). Immutable.
 */
public record LtHash(Opaque sum) {

  public static final int LENGTH = 128;
  public static final LtHash EMPTY = new LtHash(new Opaque(new byte[LENGTH]));

  private static final byte[] INFO = "WhatsApp Patch Integrity".getBytes(StandardCharsets.US_ASCII);

  public LtHash {
    if (sum.length() != LENGTH) {
      throw new ProtocolFault(ProtocolFault.Kind.MALFORMED, "ltHash", "has not 128 bytes");
    }
  }

  /**
   * @param valueMac of a value that is there now
   */
  public LtHash plus(byte[] valueMac) {
    return moved(valueMac, 1);
  }

  /**
   * @param valueMac of a value that is there no more
   */
  public LtHash minus(byte[] valueMac) {
    return moved(valueMac, -1);
  }

  private LtHash moved(byte[] valueMac, int sign) {
    byte[] change = Hkdf.sha256(valueMac, new byte[0], INFO, LENGTH);
    byte[] old = sum.bytes();
    byte[] moved = new byte[LENGTH];
    for (int i = 0; i < LENGTH; i += 2) {
      int lane = lane(old, i) + sign * lane(change, i);
      moved[i] = (byte) lane;
      moved[i + 1] = (byte) (lane >>> 8);
    }
    return new LtHash(new Opaque(moved));
  }

  private static int lane(byte[] bytes, int at) {
    return Byte.toUnsignedInt(bytes[at]) | Byte.toUnsignedInt(bytes[at + 1]) << 8;
  }
}
