package dev.wharf.session;

import dev.wharf.protocol.stanza.Requests;
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
  private Timers.Alarm alarm = Timers.Alarm.NONE;
  private boolean heard;
  private int missed;

  /**
   * @param chance in [0, 1): shortens each interval by up to a third, so that accounts do not ping
   *     in step
   */
  KeepAlive(
      Timers timers,
      Queries queries,
      Duration interval,
      int allowedMisses,
      DoubleSupplier chance,
      Runnable dead) {
    this.timers = timers;
    this.queries = queries;
    this.interval = interval;
    this.allowedMisses = allowedMisses;
    this.chance = chance;
    this.dead = dead;
    schedule();
  }

  void heard() {
    heard = true;
    missed = 0;
  }

  void stop() {
    alarm.cancel();
  }

  private void schedule() {
    long millis = Math.round(interval.toMillis() * (1 - chance.getAsDouble() / 3));
    alarm = timers.after(Duration.ofMillis(millis), this::tick);
  }

  private void tick() {
    if (!heard && ++missed >= allowedMisses) {
      dead.run();
      return;
    }
    heard = false;
    // The answer is a frame like any other; its failure shows as silence.
    queries.ask(Requests::ping).otherwiseEmpty();
    schedule();
  }
}
