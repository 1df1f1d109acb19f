package dev.wharf.session;

import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** The real time. */
final class VertxTimers implements Timers {

  private static final long BEAT_MILLIS = 1_000;

  /** A second matters to what is shorter. */
  private static final long SHORTEST_ROUGH_MILLIS = 10_000;

  private final Vertx vertx;

  VertxTimers(Vertx vertx) {
    this.vertx = vertx;
  }

  @Override
  public Alarm after(Duration delay, Runnable task) {
    return set(delay.toMillis(), task);
  }

  @Override
  public Alarm roughlyAfter(Duration delay, Runnable task) {
    return set(onTheBeat(delay.toMillis(), TimeUnit.NANOSECONDS.toMillis(System.nanoTime())), task);
  }

  /** The delay that ends at the last beat before this one would. */
  static long onTheBeat(long delay, long now) {
    return delay < SHORTEST_ROUGH_MILLIS ? delay : delay - Math.floorMod(now + delay, BEAT_MILLIS);
  }

  private Alarm set(long millis, Runnable task) {
    long timer = vertx.setTimer(Math.max(1, millis), id -> task.run());
    return () -> vertx.cancelTimer(timer);
  }
}
