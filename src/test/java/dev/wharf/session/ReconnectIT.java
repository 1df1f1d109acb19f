package dev.wharf.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wharf.SandboxResource;
import dev.wharf.TestDatabase;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.time.Duration;
import java.util.HashSet;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * How long an account waits between two links, how often it tries, and how it notices a dead link.
 */
@QuarkusTest
@TestProfile(HeldClock.class)
@QuarkusTestResource(TestDatabase.class)
@QuarkusTestResource(SandboxResource.class)
class ReconnectIT extends TrialCase {

  @Test
  void waitsLongerEachTimeAndGivesUpAfter20Attempts() {
    long links = trial.pair().links();
    trial.fault("refuse-upgrade").reconnect();
    double seconds = 5;
    for (int attempt = 1; attempt <= 20; attempt++) {
      awaitAttempt(attempt);
      trial.assertRetryAfter(Duration.ofMillis(Math.round(Math.min(seconds, 120) * 1000)));
      trial.assertReason("connection_lost", "wait");
      seconds *= 1.5;
      trial.skipToRetry();
    }
    trial.awaitState("inactive", "failed").assertReason("attempts_exhausted", "retry_initialize");
    assertTrue(
        trial
            .standing()
            .reason()
            .message()
            .toLowerCase(Locale.ROOT)
            .contains("manual intervention"));
    assertEquals(links + 21, trial.links());
    trial.noFaults();
    trial.skip(Duration.ofDays(1));
    assertEquals(links + 21, trial.links(), "no further link");
    assertFalse(trial.view().wanted());
    trial.initialize();
    trial.assertBack(2);
  }

  @Test
  void doesNotWaitEquallyLongEachTime() {
    trial.pair();
    var waits = new HashSet<Duration>();
    for (int i = 0; i < 4; i++) {
      trial.strike("stream-error code=500");
      trial.awaitState("reconnecting", "waiting");
      waits.add(Duration.between(trial.standing().since(), trial.standing().nextRetryAt()));
      trial.skipToRetry();
      trial.assertBack(i + 2);
      trial.live(Duration.ofSeconds(60));
    }
    assertTrue(waits.size() > 1, () -> "all the same: " + waits);
  }

  @Test
  void countsFromZeroAfterAMinuteOnline() {
    trial.pair().fault("refuse-upgrade connections=3").reconnect();
    failThrice();
    trial.assertBack(2);
    trial.live(Duration.ofSeconds(60));
    trial.strike("stream-error code=500");
    awaitAttempt(1);
    trial.assertRetryAfter(Duration.ofSeconds(5));
  }

  @Test
  void goesOnCountingWhenItWasOnlineForLess() {
    trial.pair().fault("refuse-upgrade connections=3").reconnect();
    failThrice();
    trial.assertBack(2);
    trial.live(Duration.ofSeconds(59));
    trial.strike("stream-error code=500");
    awaitAttempt(4);
    trial.assertRetryAfter(Duration.ofMillis(16_875));
  }

  private void failThrice() {
    for (int attempt = 1; attempt <= 3; attempt++) {
      awaitAttempt(attempt);
      trial.skipToRetry();
    }
  }

  private void awaitAttempt(int attempt) {
    trial.until(
        "attempt " + attempt,
        () ->
            trial.standing().nextRetryAt() != null
                && Integer.valueOf(attempt).equals(trial.standing().attempt()));
    trial.awaitState("reconnecting", "waiting");
  }

  @Test
  void retriesAtOnceWhenAPersonAsks() {
    trial.pair().strike("stream-error code=500");
    trial.awaitState("reconnecting", "waiting");
    trial.reconnect();
    trial.assertBack(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"silence", "unanswered xmlns=w:p"})
  void noticesALinkThatIsDeadByTwoPingsWithoutAnAnswer(String fault) {
    trial.pair().live(Duration.ofMinutes(3));
    assertEquals("active/online", Trial.where(trial.standing()));
    trial.fault(fault);
    var begin = trial.now();
    // The first ping may be due at once or in 30 seconds; two more intervals of 20 to 30 s follow.
    while (Trial.where(trial.standing()).equals("active/online")) {
      // Less than the least wait before the next link, so that it is not passed over.
      trial.skip(Duration.ofSeconds(2));
      var passed = Duration.between(begin, trial.now());
      assertTrue(passed.compareTo(Duration.ofSeconds(95)) <= 0, () -> "alive after " + passed);
    }
    var passed = Duration.between(begin, trial.now());
    assertTrue(passed.compareTo(Duration.ofSeconds(40)) >= 0, () -> "dead after " + passed);
    trial.noFaults();
    trial.awaitState("reconnecting", "waiting").assertReason("connection_lost", "wait");
    trial.awaitConnections(0);
    trial.skipToRetry();
    trial.assertBack(2);
  }

  @Test
  void takesAnyFrameForASignOfLife() {
    trial.pair().fault("unanswered xmlns=w:p");
    for (int i = 0; i < 15; i++) {
      trial.fault("low-prekeys count=3");
      trial.until("more keys", () -> trial.device().getInteger("preKeys") > 3);
      trial.skip(Duration.ofSeconds(10));
    }
    assertEquals("active/online", Trial.where(trial.standing()));
    assertEquals(2, trial.links());
  }
}
