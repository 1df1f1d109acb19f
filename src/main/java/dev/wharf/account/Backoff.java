package dev.wharf.account;

import java.time.Duration;

/** How long to leave the database alone after it failed: 250 ms, doubled each time, up to 5 s. */
record Backoff(int failures) {

  static final Backoff NONE = new Backoff(0);

  private static final long FIRST_MILLIS = 250;
  private static final long LONGEST_MILLIS = 5_000;

  Backoff failed() {
    return new Backoff(failures + 1);
  }

  boolean isFailing() {
    return failures > 0;
  }

  Duration delay() {
    int doublings = Math.clamp(failures - 1L, 0, 10);
    return Duration.ofMillis(Math.min(FIRST_MILLIS << doublings, LONGEST_MILLIS));
  }
}
