package dev.wharf.session;

import java.time.Duration;

/** Where the session's time comes from. Behind an interface so that tests can hold the clock. */
public interface Timers {

  /**
   * Runs the task once after the delay, on the Vert.x context of the caller.
   *
   * @param delay less than a millisecond counts as one
   */
  Alarm after(Duration delay, Runnable task);

  /**
   * As {@link #after}, but up to a second sooner, together with what else is due then: what
   * hundreds of accounts do now and then costs about twice as much if each does it at a moment of
   * its own.
   */
  default Alarm roughlyAfter(Duration delay, Runnable task) {
    return after(delay, task);
  }

  /** A task that has not run yet. */
  interface Alarm {
    Alarm NONE = () -> {};

    /** Does nothing if it has run. */
    void cancel();
  }
}
