package dev.wharf.bench;

import java.util.concurrent.locks.LockSupport;

/** Does something at an even rate. */
record Pace(int perSecond) {

  private static final long SECOND = 1_000_000_000L;

  interface Step {
    /**
     * @param due when it should be done, of the monotonic clock
     */
    void at(int number, long due) throws Exception;
  }

  static Pace of(int perSecond) {
    return new Pace(perSecond);
  }

  void times(int count, Step step) throws Exception {
    long start = System.nanoTime();
    for (int i = 0; i < count; i++) {
      long due = start + i * SECOND / perSecond;
      awaitTime(due);
      step.at(i, due);
    }
  }

  static void awaitTime(long due) {
    for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }
}
