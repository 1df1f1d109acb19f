package dev.wharf.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wharf.SandboxResource;
import dev.wharf.TestDatabase;
import dev.wharf.identity.PhoneNumber;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every state that passes ends by its deadline, whatever the server does not say. */
@QuarkusTest
@TestProfile(HeldClock.class)
@QuarkusTestResource(TestDatabase.class)
@QuarkusTestResource(SandboxResource.class)
class DeadlinesIT extends TrialCase {

  @Test
  void aHandshakeThatIsNeverAnsweredEndsAfter30Seconds() {
    trial.pair().strike("silence at=hello");
    trial.awaitState("reconnecting", "connecting");
    trial.awaitConnections(1);
    assertEquals(trial.now().plusSeconds(30), trial.standing().until());
    trial.skip(Duration.ofSeconds(29));
    assertEquals("reconnecting/connecting", Trial.where(trial.standing()));
    trial.skipToEnd();
    trial.awaitState("reconnecting", "waiting").assertReason("connection_lost", "wait");
    trial.awaitConnections(0);
    trial.skipToRetry();
    trial.assertBack(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"silence at=hello", "silence at=registration"})
  void aQrCodeThatNeverShowsIsTriedForOnceMore(String fault) {
    trial.fault(fault + " connections=1").initialize();
    trial.awaitConnections(1);
    trial.skip(Duration.ofSeconds(30).plusMillis(2));
    trial.scan();
    trial.awaitState("active", "online");
    assertEquals(3, trial.links(), "the silent one, the pairing and the login");
  }

  @ParameterizedTest
  @ValueSource(strings = {"silence at=hello", "silence at=registration"})
  void anAccountWhoseQrCodeTwiceNeverShowsHasFailed(String fault) {
    trial.fault(fault).initialize();
    trial.awaitConnections(1);
    trial.skip(Duration.ofSeconds(29));
    assertEquals("warming/connecting", Trial.where(trial.standing()));
    assertEquals(1, trial.links());
    trial.skip(Duration.ofSeconds(1).plusMillis(2));
    trial.until("a second link", () -> trial.links() == 2 && trial.connections() == 1);
    trial.skip(Duration.ofSeconds(30).plusMillis(2));
    trial.awaitState("inactive", "failed").assertReason("qr_never_showed", "retry_initialize");
    trial.awaitConnections(0);
    trial.skip(Duration.ofDays(1));
    assertEquals(2, trial.links());
    assertFalse(trial.view().paired(), "half-made credentials");
    assertFalse(trial.view().wanted());
  }

  @Test
  void aBatchOfQrCodesLivesFor60SecondsAndFiveTimes20() {
    trial.initialize();
    var begin = trial.now();
    for (int shown = 1; shown <= 6; shown++) {
      int attempt = shown;
      trial.until("a further code", () -> trial.awaitQr().attempt() == attempt);
      var expires = trial.awaitQr().expiresAt();
      // A timer is a millisecond late, so that its deadline has passed when it runs.
      assertEquals(begin.plusSeconds(40 + 20L * shown).plusMillis(shown - 1), expires);
      trial.live(Duration.between(trial.now(), expires.plusMillis(1)));
    }
    trial.until("the first of the next batch", () -> trial.awaitQr().attempt() == 1);
    assertEquals(2, trial.links());
    trial.awaitConnections(1);
    trial.scan();
    trial.awaitState("active", "online");
  }

  @Test
  void afterThreeBatchesNobodySeemsToWantTheQrCode() {
    trial.fault("refs count=1").initialize();
    for (int batch = 1; batch <= 3; batch++) {
      trial.awaitQr();
      assertEquals(batch, trial.links());
      trial.live(Duration.ofSeconds(60).plusMillis(2));
    }
    trial.awaitState("inactive", "qr_expired").assertReason("qr_expired", "retry_initialize");
    assertFalse(trial.qrShows());
    trial.awaitConnections(0);
    trial.skip(Duration.ofDays(1));
    assertEquals(3, trial.links());
  }

  @Test
  void aPairingCodeGivesWayToAQrCodeAfter180Seconds() {
    trial.initialize();
    trial.awaitQr();
    var code =
        Trial.await(trial.accounts().pairingCode(trial.id(), new PhoneNumber("15550002222")));
    trial.awaitState("warming", "code").assertReason("code_showing", "open_phone");
    assertEquals(trial.now().plusSeconds(180), code.expiresAt());
    assertEquals(code.expiresAt(), trial.standing().until());
    trial.live(Duration.ofSeconds(179));
    assertEquals("warming/code", Trial.where(trial.standing()));
    trial.live(Duration.ofSeconds(1).plusMillis(2));
    trial.scan();
    trial.awaitState("active", "online");
  }

  @Test
  void aPairedLinkThatIsNotRestartedRestartsByItselfAfter10Seconds() {
    trial.fault("silence at=paired connections=1").initialize();
    trial.scan();
    trial.awaitState("authenticating", "paired");
    assertEquals(trial.now().plusSeconds(10), trial.standing().until());
    trial.skip(Duration.ofSeconds(9));
    assertEquals("authenticating/paired", Trial.where(trial.standing()));
    trial.skipToEnd();
    trial.assertBack(1);
  }

  @Test
  void aLoginThatIsNeverAnsweredEndsAfter20Seconds() {
    trial.pair().strike("silence at=login");
    trial.awaitState("authenticating", "logging_in");
    assertEquals(trial.now().plusSeconds(20), trial.standing().until());
    trial.skip(Duration.ofSeconds(19));
    assertEquals("authenticating/logging_in", Trial.where(trial.standing()));
    trial.skipToEnd();
    trial.awaitState("reconnecting", "waiting").assertReason("connection_lost", "wait");
    trial.awaitConnections(0);
    trial.skipToRetry();
    trial.assertBack(2);
  }

  /** Two questions of 20 seconds each are what a login hangs on; the state has 60. */
  @Test
  void aSyncThatIsNeverAnsweredEndsWithinAMinute() {
    trial.pair().fault("unanswered connections=1").reconnect();
    trial.awaitState("authenticating", "syncing");
    var end = trial.standing().until();
    assertEquals(trial.now().plusSeconds(60), end);
    trial.skip(Duration.ofSeconds(20).plusMillis(1));
    assertEquals("authenticating/syncing", Trial.where(trial.standing()));
    trial.skip(Duration.ofSeconds(20).plusMillis(1));
    trial.awaitState("reconnecting", "waiting").assertReason("connection_lost", "wait");
    trial.awaitConnections(0);
    trial.skipToRetry();
    trial.assertBack(3);
  }

  @Test
  void withoutFreshPreKeysItIsOnlineAllTheSame() {
    trial.pair().fault("unanswered xmlns=encrypt connections=1").reconnect();
    trial.awaitState("authenticating", "syncing");
    trial.skip(Duration.ofSeconds(20).plusMillis(1));
    trial.assertBack(2);
  }

  @Test
  void anAccountThatWarmsForFiveMinutesHasTimedOut() {
    trial.initialize();
    var begin = trial.now();
    trial.awaitQr();
    assertEquals(begin.plus(Duration.ofMinutes(5)), trial.standing().until());
    trial.live(Duration.ofSeconds(299));
    assertTrue(trial.qrShows());
    assertEquals(2, trial.links(), "the second batch");
    trial.live(Duration.ofSeconds(1).plusMillis(2));
    assertTimedOut();
    assertFalse(trial.view().paired());
  }

  @Test
  void anAccountThatAuthenticatesForFiveMinutesHasTimedOut() {
    trial.initialize();
    var end = trial.now().plus(Duration.ofMinutes(5));
    trial.awaitQr();
    trial.fault("silence at=login");
    trial.scan();
    trial.awaitState("authenticating", "logging_in");
    while (trial.now().isBefore(end)) {
      assertEquals("authenticating", trial.standing().status().word());
      var since = trial.standing().since();
      trial.skipTo(nextMove());
      trial.until("a move", () -> !trial.standing().since().equals(since));
      trial.until(
          "the login", () -> !trial.standing().state().equals("connecting") && linkIsThere());
    }
    assertTimedOut();
    assertTrue(trial.view().paired(), "it may be initialized again without a new pairing");
    trial.noFaults();
    trial.initialize();
    trial.assertBack(1);
  }

  private Instant nextMove() {
    var retry = trial.standing().nextRetryAt();
    return retry == null ? trial.standing().until() : retry;
  }

  private boolean linkIsThere() {
    return trial.connections() == (trial.standing().state().equals("logging_in") ? 1 : 0);
  }

  private void assertTimedOut() {
    trial.awaitState("inactive", "timed_out").assertReason("timed_out", "retry_initialize");
    trial.awaitConnections(0);
    long links = trial.links();
    trial.skip(Duration.ofDays(1));
    assertEquals(links, trial.links());
    assertFalse(trial.qrShows());
    assertFalse(trial.view().wanted());
  }
}
