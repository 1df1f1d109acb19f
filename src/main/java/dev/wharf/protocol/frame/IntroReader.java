package dev.wharf.protocol.frame;

import dev.wharf.protocol.ProtocolFault;
import java.util.Arrays;

/**
 * The server's side of the intro: collects bytes, however they are split, until it is complete.
 * Refuses a wrong byte as soon as it arrives.
 */
public final class IntroReader {

  /** Far above the few bytes that real routing info has. */
  public static final int MAX_ROUTING = 0xFFFF;

  /** What a chunk led to. */
  public sealed interface Result {

    /** The intro is not complete yet. */
    record NeedMore() implements Result {}

    /**
     * The intro is complete.
     *
     * @param rest the bytes behind it, the start of the first frame
     */
    record Done(Intro intro, byte[] rest) implements Result {}
  }

  private static final Result NEED_MORE = new Result.NeedMore();

  private final int maxRouting;
  private byte[] pending = new byte[Intro.PROLOGUE.length];
  private int size;
  private boolean done;

  public IntroReader() {
    this(MAX_ROUTING);
  }

  /**
   * @param maxRouting the longest routing info to accept
   */
  public IntroReader(int maxRouting) {
    this.maxRouting = maxRouting;
  }

  /**
   * Takes the next bytes.
   *
   * @throws ProtocolFault {@code MALFORMED} if these bytes open no intro, {@code TOO_LARGE} if the
   *     routing info is over the limit
   * @throws IllegalStateException if the intro was complete already
   */
  public Result accept(byte[] chunk) {
    if (done) {
      throw new IllegalStateException("the intro is complete");
    }
    if (size + chunk.length > pending.length) {
      pending = Arrays.copyOf(pending, Math.max(size + chunk.length, size * 2));
    }
    System.arraycopy(chunk, 0, pending, size, chunk.length);
    size += chunk.length;
    if (size == 0) {
      return NEED_MORE;
    }
    return pending[0] == Intro.EDGE[0] ? readEdge() : readPrologue(0, 0);
  }

  private Result readEdge() {
    expect(Intro.EDGE, 0, "intro.routing");
    int start = Intro.EDGE.length + Frame.HEADER;
    if (size < start) {
      return NEED_MORE;
    }
    int length = Frame.readLength(pending, Intro.EDGE.length);
    if (length > maxRouting) {
      throw new ProtocolFault(
          ProtocolFault.Kind.TOO_LARGE, "intro.routing", length + " > " + maxRouting);
    }
    return size < start + length ? NEED_MORE : readPrologue(start, length);
  }

  private Result readPrologue(int routingStart, int routingLength) {
    int start = routingStart + routingLength;
    expect(Intro.PROLOGUE, start, "intro.header");
    int end = start + Intro.PROLOGUE.length;
    if (size < end) {
      return NEED_MORE;
    }
    done = true;
    byte[] bytes = pending;
    pending = new byte[0];
    return new Result.Done(
        new Intro(Arrays.copyOfRange(bytes, routingStart, start)),
        Arrays.copyOfRange(bytes, end, size));
  }

  private void expect(byte[] expected, int start, String path) {
    int there = Math.min(expected.length, size - start);
    if (there > 0 && !Arrays.equals(expected, 0, there, pending, start, start + there)) {
      throw new ProtocolFault(ProtocolFault.Kind.MALFORMED, path, "not the expected header");
    }
  }
}
