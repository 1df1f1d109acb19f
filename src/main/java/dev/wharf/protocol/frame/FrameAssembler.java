package dev.wharf.protocol.frame;

import dev.wharf.protocol.ProtocolFault;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Cuts a byte stream into frame payloads, however the stream was split. Holds one unfinished frame
 * at most, and only as much memory as bytes of it have arrived: a length alone allocates nothing.
 */
public final class FrameAssembler {

  private static final byte[] NOTHING = {};

  private final int maxFrame;
  private byte[] pending = NOTHING;
  private int size;

  /**
   * @param maxFrame the longest payload to accept, 1 to {@link Frame#MAX}
   */
  public FrameAssembler(int maxFrame) {
    if (maxFrame < 1 || maxFrame > Frame.MAX) {
      throw new IllegalArgumentException("maxFrame out of range: " + maxFrame);
    }
    this.maxFrame = maxFrame;
  }

  /**
   * Takes the next bytes of the stream.
   *
   * @return the payloads that are complete now, in order; may be empty
   * @throws ProtocolFault {@code TOO_LARGE} as soon as a length is over the limit; the stream
   *     cannot be continued then, and every later call says so again
   */
  public List<byte[]> accept(byte[] chunk) {
    if (size == 0) {
      var frames = new ArrayList<byte[]>(1);
      int used = cut(chunk, chunk.length, frames);
      append(chunk, used);
      return frames;
    }
    append(chunk, 0);
    var frames = new ArrayList<byte[]>(1);
    drop(cut(pending, size, frames));
    return frames;
  }

  /** Bytes held of an unfinished frame, its length included. */
  public int buffered() {
    return size;
  }

  private int cut(byte[] bytes, int end, List<byte[]> frames) {
    int at = 0;
    while (end - at >= Frame.HEADER) {
      int length = Frame.readLength(bytes, at);
      if (length > maxFrame) {
        // Kept, so that the next call meets the same length.
        pending = Arrays.copyOfRange(bytes, at, at + Frame.HEADER);
        size = Frame.HEADER;
        throw new ProtocolFault(
            ProtocolFault.Kind.TOO_LARGE, "frame.length", length + " > " + maxFrame);
      }
      int start = at + Frame.HEADER;
      if (end - start < length) {
        break;
      }
      frames.add(Arrays.copyOfRange(bytes, start, start + length));
      at = start + length;
    }
    return at;
  }

  private void append(byte[] chunk, int from) {
    int added = chunk.length - from;
    if (added == 0) {
      return;
    }
    if (size + added > pending.length) {
      pending = Arrays.copyOf(pending, Math.max(size + added, size * 2));
    }
    System.arraycopy(chunk, from, pending, size, added);
    size += added;
  }

  private void drop(int used) {
    if (used == 0) {
      return;
    }
    size -= used;
    // A new array, so that one large frame does not keep its memory for the rest of the link.
    pending = size == 0 ? NOTHING : Arrays.copyOfRange(pending, used, used + size);
  }
}
