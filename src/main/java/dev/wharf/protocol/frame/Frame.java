package dev.wharf.protocol.frame;

import dev.wharf.protocol.ProtocolFault;

/** One frame of the stream: a 3-byte big-endian length, then the payload (connection.md 1.3). */
public final class Frame {

  /** The longest payload that the length can name. */
  public static final int MAX = 0xFFFFFF;

  static final int HEADER = 3;

  private Frame() {}

  /**
   * The payload with its length in front.
   *
   * @throws ProtocolFault {@code TOO_LARGE} if the payload is longer than {@link #MAX}
   */
  public static byte[] wrap(byte[] payload) {
    if (payload.length > MAX) {
      throw new ProtocolFault(
          ProtocolFault.Kind.TOO_LARGE, "frame.length", payload.length + " > " + MAX);
    }
    byte[] frame = new byte[HEADER + payload.length];
    writeLength(frame, 0, payload.length);
    System.arraycopy(payload, 0, frame, HEADER, payload.length);
    return frame;
  }

  static void writeLength(byte[] target, int at, int length) {
    target[at] = (byte) (length >>> 16);
    target[at + 1] = (byte) (length >>> 8);
    target[at + 2] = (byte) length;
  }

  static int readLength(byte[] source, int at) {
    return (source[at] & 0xFF) << 16 | (source[at + 1] & 0xFF) << 8 | source[at + 2] & 0xFF;
  }
}
