package dev.wharf.session;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A clock that stands until it is moved, and the timers that hang on it. A timer runs on the
 * context that set it, as a real one does; moving the clock waits for each that becomes due.
 */
@Alternative
@Singleton
class ControlledTime extends Clock implements Timers {

  private record Pending(Instant due, long order, Duration delay, Context context, Runnable task) {}

  private static final long PATIENCE_SECONDS = 10;

  private final Vertx vertx;
  private final PriorityQueue<Pending> pending =
      new PriorityQueue<>(Comparator.comparing(Pending::due).thenComparing(Pending::order));
  private Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
  private long count;

  @Inject
  ControlledTime(Vertx vertx) {
    this.vertx = vertx;
  }

  @Override
  public synchronized Instant instant() {
    return now;
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    throw new UnsupportedOperationException();
  }

  @Override
  public synchronized Alarm after(Duration delay, Runnable task) {
    var set = new Pending(now.plus(delay), ++count, delay, vertx.getOrCreateContext(), task);
    pending.add(set);
    return () -> {
      synchronized (this) {
        pending.remove(set);
      }
    };
  }

  /** How many timers set for just that long have neither run nor been cancelled. */
  synchronized long hanging(Duration delay) {
    return pending.stream().filter(timer -> timer.delay().equals(delay)).count();
  }

  /** Moves the clock on; timers become due one after the other, those they set included. */
  void advance(Duration by) {
    Instant until = instant().plus(by);
    for (Pending next = next(until); next != null; next = next(until)) {
      run(next);
    }
    synchronized (this) {
      now = until;
    }
  }

  private synchronized Pending next(Instant until) {
    var first = pending.peek();
    if (first == null || first.due().isAfter(until)) {
      return null;
    }
    now = first.due().isAfter(now) ? first.due() : now;
    return pending.poll();
  }

  private static void run(Pending due) {
    var ran = new CountDownLatch(1);
    due.context()
        .runOnContext(
            v -> {
              try {
                due.task().run();
              } finally {
                ran.countDown();
              }
            });
    try {
      if (!ran.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        throw new AssertionError("a timer did not run");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }
}
