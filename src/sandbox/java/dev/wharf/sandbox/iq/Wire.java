package dev.wharf.sandbox.iq;

import dev.wharf.identity.Jid;
import dev.wharf.protocol.ProtocolFault;
import dev.wharf.protocol.node.Node;
import java.nio.ByteBuffer;
import java.util.Optional;

/** Reads and writes the small forms that requests are made of. */
final class Wire {

  private Wire() {}

  /** An address, JID-encoded or, as some clients send it, a string. Empty if absent or neither. */
  static Optional<Jid> address(Node node, String key) {
    Optional<Jid> typed = node.jid(key);
    if (typed.isPresent()) {
      return typed;
    }
    try {
      return node.string(key).map(Jid::parse);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

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
