package dev.wharf.api.push;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * A text message of a WebSocket, as text and as the server sends it: made once for all readers.
 *
 * @param bytes of the whole frame; nobody changes them
 */
record Frame(String text, byte[] bytes) {

  private static final byte LAST_OF_A_TEXT = (byte) 0x81;
  private static final int ONE_BYTE = 125;
  private static final int TWO_BYTES = 0xffff;
  private static final byte TWO_BYTES_FOLLOW = 126;
  private static final byte EIGHT_BYTES_FOLLOW = 127;
  private static final int LONGEST_HEAD = 10;

  static Frame of(String text) {
    byte[] payload = text.getBytes(StandardCharsets.UTF_8);
    var frame = ByteBuffer.allocate(LONGEST_HEAD + payload.length).put(LAST_OF_A_TEXT);
    if (payload.length <= ONE_BYTE) {
      frame.put((byte) payload.length);
    } else if (payload.length <= TWO_BYTES) {
      frame.put(TWO_BYTES_FOLLOW).putShort((short) payload.length);
    } else {
      frame.put(EIGHT_BYTES_FOLLOW).putLong(payload.length);
    }
    byte[] bytes = new byte[frame.position() + payload.length];
    frame.put(payload).flip().get(bytes);
    return new Frame(text, bytes);
  }
}
