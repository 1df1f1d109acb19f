package dev.wharf.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TurnstileTest {

  private static final Duration LONG = Duration.ofMinutes(1);

  private final Vertx vertx = Vertx.vertx();
  private final Context context = vertx.getOrCreateContext();
  private final Timers timers =
      (delay, task) -> {
        long timer = vertx.setTimer(delay.toMillis(), t -> task.run());
        return () -> vertx.cancelTimer(timer);
      };

  @AfterEach
  void close() {
    vertx.close();
  }

  @Test
  void letsOnePassAfterTheOtherSpacedInTime() throws Exception {
    var turnstile = turnstile(Duration.ofMillis(30), 5, LONG);
    List<Integer> order = Collections.synchronizedList(new ArrayList<>());
    var all = new CountDownLatch(5);
    long begin = System.nanoTime();
    IntStream.range(0, 5)
        .forEach(
            i ->
                turnstile.enter(
                    passage -> {
                      order.add(i);
                      all.countDown();
                    }));
    assertTrue(all.await(5, TimeUnit.SECONDS));
    assertEquals(List.of(0, 1, 2, 3, 4), order);
    assertTrue(System.nanoTime() - begin >= 4 * 30_000_000L, "four spaces between five");
  }

  @Test
  void holdsTheNextOnesBackWhileTooManyAreOnTheirWay() throws Exception {
    var turnstile = turnstile(Duration.ZERO, 2, LONG);
    var passed = new LinkedBlockingQueue<Turnstile.Passage>();
    IntStream.range(0, 5).forEach(i -> turnstile.enter(passed::add));
    var first = next(passed);
    next(passed);
    settle();
    assertEquals(0, passed.size(), "a third one on its way");

    first.end();
    // However often it says so, it makes room for one.
    first.end();
    next(passed);
    settle();
    assertEquals(0, passed.size(), "a fourth one on its way");
  }

  @Test
  void beginsWithFewAndMakesRoomAsTheyArrive() throws Exception {
    var turnstile = turnstile(Duration.ZERO, 12, LONG);
    var passed = new LinkedBlockingQueue<Turnstile.Passage>();
    for (int turn = 0; turn < 2; turn++) {
      IntStream.range(0, 40).forEach(i -> turnstile.enter(passed::add));
      settle();
      assertEquals(Turnstile.FEW, passed.size(), "at first");
      passed.remove().end();
      settle();
      assertEquals(Turnstile.FEW + 1, passed.size(), "one more than before");
      while (passed.size() < 12) {
        passed.remove().end();
        settle();
      }
      passed.remove().end();
      settle();
      assertEquals(12, passed.size(), "and not more than that");
      while (!passed.isEmpty()) {
        passed.remove().end();
        settle();
      }
    }
  }

  @Test
  void waitsOnlySoLongForOneThatSaysNothing() throws Exception {
    var turnstile = turnstile(Duration.ZERO, 1, Duration.ofMillis(30));
    var passed = new LinkedBlockingQueue<Turnstile.Passage>();
    long begin = System.nanoTime();
    IntStream.range(0, 4).forEach(i -> turnstile.enter(passed::add));
    for (int i = 0; i < 4; i++) {
      next(passed);
    }
    assertTrue(System.nanoTime() - begin >= 3 * 30_000_000L, "three were waited for");
  }

  @Test
  void wouldLetNobodyPass() {
    assertThrows(IllegalArgumentException.class, () -> turnstile(Duration.ZERO, 0, LONG));
  }

  private Turnstile turnstile(Duration spacing, int most, Duration patience) {
    return new Turnstile(context, timers, spacing, most, patience);
  }

  private static Turnstile.Passage next(BlockingQueue<Turnstile.Passage> passed)
      throws InterruptedException {
    return Objects.requireNonNull(passed.poll(5, TimeUnit.SECONDS), "nobody passes");
  }

  /** Everything that was asked of the turnstile is done. */
  private void settle() throws InterruptedException {
    var done = new CountDownLatch(1);
    context.runOnContext(v -> done.countDown());
    assertTrue(done.await(5, TimeUnit.SECONDS));
  }
}
