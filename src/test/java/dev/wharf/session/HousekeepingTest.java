package dev.wharf.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.Config;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HousekeepingTest {

  private static final Config SETTINGS =
      new SmallRyeConfigBuilder()
          .withSources(
              new PropertiesConfigSource(
                  Map.of("often", "30s", "daily", "0 17 3 * * ?", "never", "off", "wrong", "often"),
                  "test",
                  100))
          .build();

  private final Vertx vertx = Vertx.vertx();
  private final ControlledTime time = new ControlledTime(vertx);
  private final Housekeeping housekeeping = new Housekeeping(SETTINGS, time, time);
  private final List<Instant> runs = new ArrayList<>();
  private Instant begin = Instant.EPOCH;

  @BeforeEach
  void rememberTheBegin() {
    begin = time.instant();
  }

  @AfterEach
  void close() throws Exception {
    vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
  }

  private Uni<Void> ran() {
    runs.add(time.instant());
    return Uni.createFrom().voidItem();
  }

  @Test
  void whatIsDueOftenRunsOften() {
    housekeeping.every("often", this::ran);
    time.advance(Duration.ofSeconds(29));
    assertEquals(List.of(), runs);
    time.advance(Duration.ofSeconds(31));
    assertEquals(List.of(begin.plusSeconds(30), begin.plusSeconds(60)), runs);
  }

  @Test
  void whatIsDueOnceADayRunsOnceADay() {
    housekeeping.cron("daily", this::ran);
    time.advance(Duration.ofDays(3));
    assertEquals(3, runs.size());
    assertEquals(Duration.ofDays(2), Duration.between(runs.getFirst(), runs.getLast()));
  }

  @Test
  void whatIsOffNeverRuns() {
    housekeeping.cron("never", this::ran);
    housekeeping.every("never", this::ran);
    time.advance(Duration.ofDays(3));
    assertEquals(List.of(), runs);
  }

  @Test
  void whatStillRunsIsNotBegunAgain() {
    var running = new ArrayList<UniEmitter<? super Void>>();
    housekeeping.every("often", () -> Uni.createFrom().emitter(running::add));
    time.advance(Duration.ofMinutes(5));
    assertEquals(1, running.size());

    running.getFirst().complete(null);
    time.advance(Duration.ofSeconds(30));
    assertEquals(2, running.size());
  }

  @Test
  void whatFailsOrThrowsIsTriedAgainWhenItIsDue() {
    housekeeping.every("often", () -> ran().replaceWith(Uni.createFrom().failure(new Broken())));
    housekeeping.every(
        "often",
        () -> {
          runs.add(time.instant());
          throw new Broken();
        });
    time.advance(Duration.ofSeconds(90));
    assertEquals(6, runs.size());
  }

  @Test
  void aWrongSettingEndsTheStartAndIsNamedWithAnExample() {
    var refused =
        assertThrows(IllegalArgumentException.class, () -> housekeeping.cron("wrong", this::ran));
    assertTrue(refused.getMessage().startsWith("wrong is «often»"), refused.getMessage());
    var example = "write for example «0 17 3 * * ?» for 03:17 each day, or «off»";
    assertTrue(refused.getMessage().endsWith(example), refused.getMessage());
  }

  private static class Broken extends RuntimeException {

    private static final long serialVersionUID = 1L;
  }
}
