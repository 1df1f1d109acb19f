package dev.wharf.sandbox.iq;

import dev.wharf.protocol.ProtocolFault;
import java.nio.ByteBuffer;

/** Reads and writes the small forms that requests are made of. */
final class Wire {

  private Wire() {}

  static byte[] int32(int value) {
    return ByteBuffer.allocate(4).putInt(value).array();
  }

  static byte[] int24(int value) {
    return new byte[] {(byte) (value >>> 16), (byte) (value >>> 8), (byte) value};
  }

  /** Three big-endian bytes. */
  static int int24(byte[] bytes, String path) {
    if (bytes.length != 3) {
      throw new ProtocolFault(ProtocolFault.Kind.MALFORMED, path, "has not 3 bytes");
    }
    return (bytes[0] & 0xFF) << 16 | (bytes[1] & 0xFF) << 8 | bytes[2] & 0xFF;
  }
}
