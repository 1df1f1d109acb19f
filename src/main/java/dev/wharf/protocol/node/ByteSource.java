package dev.wharf.protocol.node;

import dev.wharf.protocol.ProtocolFault;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A place in the payload, moving forward only. Checks every length against the bytes that are left
 * before it allocates, and says in its faults where in the tree it was.
 */
final class ByteSource {

  private final byte[] bytes;
  private final int end;
  private final NodePath path;
  private int at;

  ByteSource(byte[] bytes, int start, int end, NodePath path) {
    this.bytes = bytes;
    this.at = start;
    this.end = end;
    this.path = path;
  }

  int remaining() {
    return end - at;
  }

  /** Fails unless that many bytes are left. */
  void require(int count) {
    if (count > end - at) {
      throw fault(
          ProtocolFault.Kind.TRUNCATED, count + " bytes announced, " + remaining() + " left");
    }
  }

  int read() {
    require(1);
    return bytes[at++] & 0xFF;
  }

  int read16() {
    require(2);
    return read() << 8 | read();
  }

  /** The length that follows a BINARY tag; its reserved top bits are ignored. */
  int readLength(int tag) {
    return switch (tag) {
      case Wire.BINARY_8 -> read();
      case Wire.BINARY_20 -> {
        require(3);
        yield (read() & 0x0F) << 16 | read16();
      }
      case Wire.BINARY_32 -> {
        require(4);
        yield (read16() & 0x7FFF) << 16 | read16();
      }
      default -> throw malformed("tag " + tag + " has no length");
    };
  }

  byte[] readBytes(int length) {
    require(length);
    at += length;
    return Arrays.copyOfRange(bytes, at - length, at);
  }

  /**
   * Text as UTF-8. Broken sequences become U+FFFD: names cut in the middle of a character do occur,
   * and are no reason to lose the stanza.
   */
  String readText(int length) {
    require(length);
    at += length;
    return new String(bytes, at - length, length, StandardCharsets.UTF_8);
  }

  /** Skips {@code expected} if it is what comes next. */
  boolean skip(byte[] expected) {
    if (remaining() < expected.length
        || !Arrays.equals(bytes, at, at + expected.length, expected, 0, expected.length)) {
      return false;
    }
    at += expected.length;
    return true;
  }

  ProtocolFault malformed(String message) {
    return fault(ProtocolFault.Kind.MALFORMED, message);
  }

  ProtocolFault tooLarge(String what, int value, int limit) {
    return fault(ProtocolFault.Kind.TOO_LARGE, what + ": " + value + " > " + limit);
  }

  private ProtocolFault fault(ProtocolFault.Kind kind, String message) {
    return new ProtocolFault(kind, path.toString(), message + " (byte " + at + ")");
  }
}
