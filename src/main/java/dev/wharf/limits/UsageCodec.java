package dev.wharf.limits;

import io.vertx.core.buffer.Buffer;
import java.util.EnumMap;
import java.util.Map;

/**
 * The stored form of a {@link Usage}: a version, the last slot, then each log as its code, its
 * length, its first time, and by turns an amount and the distance to the next time. All numbers are
 * of 7 bits a byte, so that a full log takes two to five bytes an entry. No bytes at all are
 * nothing used.
 */
final class UsageCodec {

  private static final int VERSION = 1;
  private static final int MOST_AMOUNT = 1_000_000;

  /** Milliseconds of a few thousand years. */
  private static final long LATEST = 1L << 47;

  private UsageCodec() {}

  static Buffer write(Usage usage) {
    Buffer out = Buffer.buffer(256).appendByte((byte) VERSION);
    number(out, Math.max(0, usage.lastSlot()));
    usage
        .logs()
        .forEach(
            (limit, log) -> {
              number(out, limit.code());
              number(out, log.size());
              long before = 0;
              for (int i = 0; i < log.size(); i++) {
                number(out, log.time(i) - before);
                number(out, log.amount(i));
                before = log.time(i);
              }
            });
    return out;
  }

  static Usage read(byte[] bytes) throws Unreadable {
    return bytes.length == 0 ? Usage.NONE : new Reader(bytes).usage();
  }

  private static void number(Buffer out, long value) {
    long rest = value;
    while (rest >= 0x80) {
      out.appendByte((byte) (rest | 0x80));
      rest >>>= 7;
    }
    out.appendByte((byte) rest);
  }

  private static final class Reader {

    private final byte[] bytes;
    private int at;

    Reader(byte[] bytes) {
      this.bytes = bytes;
    }

    Usage usage() throws Unreadable {
      if (bytes[at++] != VERSION) {
        throw new Unreadable("usage of another version");
      }
      long lastSlot = number(LATEST);
      Map<Limit, SlidingLog> logs = new EnumMap<>(Limit.class);
      while (at < bytes.length) {
        Limit limit =
            Limit.ofCode(number(Integer.MAX_VALUE))
                .orElseThrow(() -> new Unreadable("usage of an unknown limit"));
        if (logs.put(limit, log()) != null) {
          throw new Unreadable("usage of a limit twice");
        }
      }
      return new Usage(logs, lastSlot);
    }

    private SlidingLog log() throws Unreadable {
      int size = (int) number((bytes.length - at) / 2);
      long[] times = new long[size];
      int[] amounts = new int[size];
      long time = 0;
      for (int i = 0; i < size; i++) {
        time += number(LATEST - time);
        times[i] = time;
        amounts[i] = (int) number(MOST_AMOUNT);
        if (amounts[i] == 0) {
          throw new Unreadable("usage of nothing");
        }
      }
      return new SlidingLog(times, amounts);
    }

    private long number(long most) throws Unreadable {
      long value = 0;
      for (int shift = 0; shift < 56; shift += 7) {
        if (at == bytes.length) {
          throw new Unreadable("usage is cut off");
        }
        byte next = bytes[at++];
        value |= (next & 0x7FL) << shift;
        if (next >= 0) {
          if (value > most) {
            break;
          }
          return value;
        }
      }
      throw new Unreadable("usage out of range");
    }
  }
}
