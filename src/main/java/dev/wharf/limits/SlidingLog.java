package dev.wharf.limits;

import java.util.Arrays;

/**
 * When how much of one limit was taken, in milliseconds. Immutable.
 *
 * <p>Takings of the same slice of the window become one entry that bears the later time. So an
 * entry is never older than what it stands for: nothing comes free early, at most a slice late, and
 * the log has at most as many entries as the window has slices, plus those whose time is yet to
 * come.
 */
final class SlidingLog {

  static final SlidingLog EMPTY = new SlidingLog(new long[0], new int[0]);

  /** Rising. */
  private final long[] times;

  private final int[] amounts;

  SlidingLog(long[] times, int[] amounts) {
    this.times = times;
    this.amounts = amounts;
  }

  int size() {
    return times.length;
  }

  long time(int entry) {
    return times[entry];
  }

  long newest() {
    return times.length == 0 ? Long.MIN_VALUE : times[times.length - 1];
  }

  int amount(int entry) {
    return amounts[entry];
  }

  /** How much falls into the window that ends at a moment, and after it. */
  int used(long at, long window) {
    int used = 0;
    for (int i = times.length - 1; i >= 0 && times[i] > at - window; i--) {
      used += amounts[i];
    }
    return used;
  }

  /** The first moment from {@code at} on when no more than {@code rest} is used. */
  long fallsTo(int rest, long at, long window) {
    int used = 0;
    for (int i = times.length - 1; i >= 0 && times[i] > at - window; i--) {
      used += amounts[i];
      if (used > rest) {
        return times[i] + window;
      }
    }
    return at;
  }

  /**
   * One that was taken before the last entry bears its time: no entry is ever put before another.
   */
  SlidingLog plus(int amount, long at, long slice) {
    int last = times.length - 1;
    long time = last < 0 ? at : Math.max(at, times[last]);
    boolean same = last >= 0 && Math.floorDiv(time, slice) == Math.floorDiv(times[last], slice);
    int length = same ? times.length : times.length + 1;
    long[] newTimes = Arrays.copyOf(times, length);
    int[] newAmounts = Arrays.copyOf(amounts, length);
    newTimes[length - 1] = time;
    newAmounts[length - 1] += amount;
    return new SlidingLog(newTimes, newAmounts);
  }

  /** Without what has left the window, and with nothing later than {@code latest}. */
  SlidingLog settled(long now, long window, long latest) {
    int from = 0;
    while (from < times.length && times[from] <= now - window) {
      from++;
    }
    if (from == 0 && (times.length == 0 || times[times.length - 1] <= latest)) {
      return this;
    }
    long[] left = Arrays.copyOfRange(times, from, times.length);
    for (int i = left.length - 1; i >= 0 && left[i] > latest; i--) {
      left[i] = latest;
    }
    return new SlidingLog(left, Arrays.copyOfRange(amounts, from, amounts.length));
  }
}
