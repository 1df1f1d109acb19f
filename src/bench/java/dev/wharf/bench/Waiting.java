package dev.wharf.bench;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;

/** Waits for a condition, with a deadline. */
final class Waiting {

  private static final Duration PAUSE = Duration.ofMillis(2);

  private Waiting() {}

  static void until(String what, Duration patience, Callable<Boolean> condition) throws Exception {
    until(what, patience, PAUSE, condition);
  }

  /**
   * @param pause between two looks: what asks the process under test must not keep it busy
   */
  static void until(String what, Duration patience, Duration pause, Callable<Boolean> condition)
      throws Exception {
    long deadline = System.nanoTime() + patience.toNanos();
    while (!condition.call()) {
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException("not in time: " + what);
      }
      LockSupport.parkNanos(pause.toNanos());
    }
  }
}
