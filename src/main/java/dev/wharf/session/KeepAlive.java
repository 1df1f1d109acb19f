package dev.wharf.session;

import dev.wharf.protocol.stanza.Requests;
import java.time.Clock;
import java.time.Duration;
import java.util.function.DoubleSupplier;

/**
 * Pings a quiet link and finds out when it is dead. Any frame is a sign of life. Lives on one
 * context.
 */
final class KeepAlive {

  private final Timers timers;
  private final Queries queries;
  private final Duration interval;
  private final int allowedMisses;
  private final DoubleSupplier chance;
  private final Runnable dead;
  private final Clock clock;
  private Timers.Alarm alarm = Timers.Alarm.NONE;
  private boolean heard;

  // Written on the context, read from anywhere.
  private volatile int missed;
  private volatile long heardAt;
  private volatile long pongAt;

  /**
   * @param chance in [0, 1): shortens each interval by up to a third, so that the pings of many
   *     accounts spread over it
   */
  KeepAlive(
      Timers timers,
      Queries queries,
      Duration interval,
      int allowedMisses,
      DoubleSupplier chance,
      Clock clock,
      Runnable dead) {
    this.timers = timers;
    this.queries = queries;
    this.interval = interval;
    this.allowedMisses = allowedMisses;
    this.chance = chance;
    this.dead = dead;
    this.clock = clock;
    this.heardAt = clock.millis();
    schedule();
  }

  void heard() {
    heard = true;
    heardAt = clock.millis();
    if (missed != 0) {
      missed = 0;
    }
  }

  /** When the server last said anything, in milliseconds since the epoch. */
  long heardAt() {
    return heardAt;
  }

  /** When it last answered a ping; 0 if it never had to. */
  long pongAt() {
    return pongAt;
  }

  /** Pings since the last sign of life. */
  int missed() {
    return missed;
  }

  void stop() {
    alarm.cancel();
  }

  private void schedule() {
    long millis = Math.round(interval.toMillis() * (1 - chance.getAsDouble() / 3));
    alarm = timers.roughlyAfter(Duration.ofMillis(millis), this::tick);
  }

  private void tick() {
    if (!heard) {
      int silent = missed + 1;
      missed = silent;
      if (silent >= allowedMisses) {
        dead.run();
        return;
      }
    }
    heard = false;
    // The answer is a frame like any other; its failure shows as silence.
    queries.ask(Requests::ping).onSuccess(pong -> pongAt = clock.millis());
    schedule();
  }
}
