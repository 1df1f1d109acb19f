package dev.wharf.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TurnstileTest {

  private final Vertx vertx = Vertx.vertx();
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
    var turnstile = new Turnstile(vertx.getOrCreateContext(), timers, Duration.ofMillis(30));
    List<Integer> order = Collections.synchronizedList(new ArrayList<>());
    var all = new CountDownLatch(5);
    long begin = System.nanoTime();
    IntStream.range(0, 5)
        .forEach(
            i ->
                turnstile.enter(
                    () -> {
                      order.add(i);
                      all.countDown();
                    }));
    assertTrue(all.await(5, TimeUnit.SECONDS));
    assertEquals(List.of(0, 1, 2, 3, 4), order);
    assertTrue(System.nanoTime() - begin >= 4 * 30_000_000L, "four spaces between five");
  }

  @Test
  void letsPassAtOnceWithoutSpacing() {
    var turnstile = new Turnstile(vertx.getOrCreateContext(), timers, Duration.ZERO);
    var passed = new ArrayList<String>();
    turnstile.enter(() -> passed.add("now"));
    assertEquals(List.of("now"), passed);
  }
}
