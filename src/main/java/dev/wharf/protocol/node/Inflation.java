package dev.wharf.protocol.node;

import dev.wharf.protocol.ProtocolFault;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** Undoes the zlib compression of a payload, and stops as soon as the result passes its limit. */
final class Inflation {

  private static final String PATH = "payload.zlib";
  private static final int FIRST_GUESS = 4;

  /**
   * @param bytes of which the first {@code size} count
   */
  record Inflated(byte[] bytes, int size) {}

  private Inflation() {}

  static Inflated inflate(byte[] payload, int start, int limit) {
    var inflater = new Inflater();
    try {
      inflater.setInput(payload, start, payload.length - start);
      long guess = Math.max(1024L, (long) payload.length * FIRST_GUESS);
      byte[] bytes = new byte[(int) Math.min(guess, limit)];
      int size = 0;
      while (!inflater.finished()) {
        if (size == bytes.length) {
          bytes = Arrays.copyOf(bytes, (int) Math.min(size * 2L + 1, limit + 1L));
        }
        int more = inflater.inflate(bytes, size, bytes.length - size);
        size += more;
        if (size > limit) {
          throw new ProtocolFault(
              ProtocolFault.Kind.TOO_LARGE, PATH, "inflates to more than " + limit + " bytes");
        }
        if (more == 0 && !inflater.finished()) {
          requireProgress(inflater);
        }
      }
      if (inflater.getRemaining() > 0) {
        throw malformed(inflater.getRemaining() + " bytes after the stream");
      }
      return new Inflated(bytes, size);
    } catch (DataFormatException _) {
      throw malformed("not a zlib stream");
    } finally {
      inflater.end();
    }
  }

  private static void requireProgress(Inflater inflater) {
    if (inflater.needsDictionary()) {
      throw malformed("asks for a preset dictionary");
    }
    if (inflater.needsInput()) {
      throw new ProtocolFault(ProtocolFault.Kind.TRUNCATED, PATH, "ends before its end mark");
    }
  }

  private static ProtocolFault malformed(String message) {
    return new ProtocolFault(ProtocolFault.Kind.MALFORMED, PATH, message);
  }
}
