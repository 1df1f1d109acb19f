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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The rows of the policy table (connection.md 8.4) that meet a paired account: where each leaves
 * it, what it says, and whether it comes back without a person.
 */
@QuarkusTest
@TestProfile(HeldClock.class)
@QuarkusTestResource(TestDatabase.class)
@QuarkusTestResource(SandboxResource.class)
class PolicyRowsIT extends TrialCase {

  /** Until then an unlink may be the end of the pairing. */
  private static final Duration SETTLED = Duration.ofSeconds(61);

  @ParameterizedTest
  @CsvSource({
    "stream-error code=500, server_trouble",
    "stream-error code=503, server_trouble",
    "stream-error code=999, server_trouble",
    "stream-error form=ack, server_trouble",
    "stream-error form=xml-not-well-formed, stream_garbled",
    "stream-error form=bad-mac, stream_garbled",
    "failure reason=500, server_trouble",
    "failure reason=501, server_trouble",
    "failure reason=503, server_trouble",
    "bad-frame, stream_garbled",
    "reset at=hello, connection_lost",
    "refuse-upgrade status=503, connection_lost",
    "close at=hello code=1001, connection_lost",
  })
  void comesBackByItselfAfterItsFirstWait(String fault, String code) {
    trial.pair().strike(fault);
    trial.awaitState("reconnecting", "waiting");
    trial.assertReason(code, "wait");
    trial.assertRetryAfter(Duration.ofSeconds(5));
    assertEquals(1, trial.standing().attempt());
    trial.skipToRetry();
    trial.assertBack(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"xmlstreamend", "close code=1000", "close code=1001", "close code=1012"})
  void comesBackAboutASecondAfterAnOrderlyEnd(String fault) {
    trial.pair().strike(fault);
    trial.awaitState("reconnecting", "waiting");
    trial.assertReason("stream_ended", "wait");
    trial.assertRetryAfter(Duration.ofSeconds(1));
    trial.skipToRetry();
    trial.assertBack(2);
  }

  @Test
  void comesBackAfterAReset() {
    trial.pair().strike("reset");
    trial.awaitState("reconnecting", "waiting");
    trial.skipToRetry();
    trial.assertBack(2);
  }

  @Test
  void paysTheAckThatTheServerMissesAfterTheNextLogin() {
    trial.pair().strike("stream-error form=ack");
    trial.awaitState("reconnecting", "waiting");
    assertEquals(1, trial.device().getInteger("missedAcks"));
    trial.skipToRetry();
    trial.assertBack(2);
    trial.until("the ack", () -> trial.device().getInteger("missedAcks") == 0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"passive", "encrypt"})
  void coolsDownWhenAQuestionOfTheLoginIsRateLimited(String namespace) {
    trial.pair().fault("iq-error connections=1 xmlns=" + namespace).reconnect();
    trial.awaitState("cooldown", "rate_limited");
    trial.assertReason("rate_limited", "wait");
    trial.awaitConnections(0);
    trial.skipToEnd();
    trial.assertBack(3);
  }

  @ParameterizedTest
  @CsvSource({
    "failure reason=401, inactive/logged_out, unlinked, scan_qr, false",
    "stream-error form=device-removed, inactive/logged_out, unlinked, scan_qr, false",
    "stream-error code=516, inactive/logged_out, unlinked, scan_qr, false",
    "stream-error form=replaced, inactive/replaced, replaced, retry_initialize, true",
    "stream-error form=replaced-409, inactive/replaced, replaced, retry_initialize, true",
    "stream-error code=440, inactive/replaced, replaced, retry_initialize, true",
    "failure reason=403, banned/permanent, locked, open_phone, true",
    "failure reason=406, banned/permanent, banned, open_phone, true",
    "failure reason=409, inactive/outdated, agent_refused, upgrade, true",
  })
  void staysWhereItIsUntilAPersonActs(
      String fault, String where, String code, String action, boolean paired) {
    trial.pair().live(SETTLED);
    trial.strike(fault);
    trial.awaitState(where.split("/")[0], where.split("/")[1]);
    trial.assertReason(code, action);
    trial.awaitConnections(0);
    long links = trial.links();
    trial.skip(Duration.ofDays(1));
    assertEquals(where, Trial.where(trial.standing()));
    assertEquals(links, trial.links(), "no further link");
    assertEquals(paired, trial.view().paired());
    assertFalse(trial.view().wanted());
    assertFalse(trial.qrShows());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "stream-error form=replaced",
        "failure reason=403",
        "failure reason=406",
        "failure reason=409"
      })
  void comesBackWhenAPersonWantsItAndTheServerLetsItIn(String fault) {
    trial.pair().strike(fault);
    trial.until("rest", () -> !trial.view().wanted());
    trial.awaitConnections(0);
    trial.reconnect();
    trial.assertBack(2);
  }

  @Test
  void offersAQrCodeAgainWhenAPersonWantsItAfterAnUnlink() {
    trial.pair().live(SETTLED);
    trial.strike("stream-error form=device-removed");
    trial.awaitState("inactive", "logged_out");
    trial.initialize();
    trial.scan();
    trial.awaitState("active", "online");
  }

  @Test
  void triesOnceMoreAfterAnUnauthorizedStream() {
    trial.pair().strike("stream-error code=401");
    trial.awaitState("reconnecting", "waiting");
    var standing = trial.assertReason("unauthorized", "wait");
    assertEquals(standing.since().plusSeconds(5), standing.nextRetryAt());
    trial.skipToRetry();
    trial.assertBack(2);
  }

  @Test
  void isLoggedOutByASecondUnauthorizedStreamInARow() {
    trial.pair().fault("stream-error code=401 at=login connections=2").reconnect();
    trial.awaitState("reconnecting", "waiting");
    trial.skipToRetry();
    trial.awaitState("inactive", "logged_out");
    trial.assertReason("unlinked", "scan_qr");
    assertFalse(trial.view().paired());
  }

  @ParameterizedTest
  @CsvSource({"101, 3600, PT1H", "106, 60, PT1M", "102, '', PT24H"})
  void sitsOutATemporaryBanAndTriesOnce(String code, String expire, Duration ban) {
    String lasting = expire.isEmpty() ? "" : " expire=" + expire;
    trial.pair().fault("failure reason=402 code=" + code + lasting).reconnect();
    trial.awaitState("banned", "temporary");
    var standing = trial.assertReason("banned_temporarily", "wait");
    assertEquals(standing.since().plus(ban), standing.until());
    assertTrue(standing.reason().message().contains(code), standing.reason().message());
    trial.awaitConnections(0);
    long links = trial.links();
    trial.skip(ban.minusSeconds(1));
    assertEquals(links, trial.links(), "nothing is tried before the end");
    trial.skipToEnd();
    trial.until("a new end", () -> trial.standing().since().isAfter(standing.since()));
    trial.awaitState("banned", "temporary");
    assertEquals(links + 1, trial.links(), "one retry");
    trial.noFaults();
    trial.skipToEnd();
    trial.assertBack(2);
  }

  @Test
  void refusesToTryDuringATemporaryBan() {
    trial.pair().strike("failure reason=402 expire=3600");
    trial.awaitState("banned", "temporary");
    long links = trial.links();
    trial.initialize();
    trial.reconnect();
    assertEquals(links, trial.links());
    assertEquals("banned/temporary", Trial.where(trial.standing()));
  }

  @Test
  void isOutdatedWhenTheServerSaysSoTwice() {
    trial.pair().fault("min-version version=9.9999.9").reconnect();
    trial.awaitState("reconnecting", "waiting");
    trial.assertReason("version_lookup", "wait");
    trial.skipToRetry();
    trial.awaitState("inactive", "outdated");
    trial.assertReason("outdated", "upgrade");
    trial.awaitConnections(0);
    trial.skip(Duration.ofDays(1));
    assertEquals("inactive/outdated", Trial.where(trial.standing()));
    assertTrue(trial.view().paired());
  }

  @Test
  void comesBackWhenItsVersionIsLetInTheSecondTime() {
    trial.pair().strike("failure reason=405");
    trial.awaitState("reconnecting", "waiting");
    trial.skipToRetry();
    trial.assertBack(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"400", "412", "415", "418", "404", ""})
  void givesUpAfterTwoRetriesAMinuteApart(String reason) {
    trial.pair().fault("failure reason=" + reason).reconnect();
    for (int i = 0; i < 2; i++) {
      trial.awaitState("reconnecting", "waiting");
      var standing = trial.assertReason("refused_for_now", "wait");
      var wait = Duration.between(standing.since(), standing.nextRetryAt());
      assertTrue(wait.compareTo(Duration.ofSeconds(60)) >= 0, () -> "waits " + wait);
      trial.skipToRetry();
      trial.until("an answer", () -> !standing.since().equals(trial.standing().since()));
    }
    trial.awaitState("inactive", "failed");
    trial.assertReason("refused", "contact_support");
    trial.awaitConnections(0);
    long links = trial.links();
    trial.skip(Duration.ofDays(1));
    assertEquals(links, trial.links());
    assertTrue(trial.view().paired());
  }

  @Test
  void comesBackWhenARefusalIsTakenBack() {
    trial.pair().strike("failure reason=418");
    trial.awaitState("reconnecting", "waiting");
    trial.skipToRetry();
    trial.assertBack(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"stream-error code=429", "failure reason=429"})
  void coolsDownForAMinuteAfterARateLimit(String fault) {
    trial.pair().strike(fault);
    trial.awaitState("cooldown", "rate_limited");
    var standing = trial.assertReason("rate_limited", "wait");
    assertEquals(standing.since().plusSeconds(60), standing.until());
    trial.awaitConnections(0);
    long links = trial.links();
    trial.skip(Duration.ofSeconds(59));
    trial.initialize();
    assertEquals(links, trial.links(), "nothing is tried before the end");
    trial.skipToEnd();
    trial.assertBack(2);
  }

  @Test
  void coolsDownLongerWhenItHasTriedOften() {
    trial.pair().fault("refuse-upgrade connections=6").reconnect();
    for (int attempt = 1; attempt <= 6; attempt++) {
      int tried = attempt;
      trial.until("another wait", () -> Integer.valueOf(tried).equals(trial.standing().attempt()));
      trial.awaitState("reconnecting", "waiting");
      if (attempt == 6) {
        trial.fault("failure reason=429 connections=1");
      }
      trial.skipToRetry();
    }
    trial.awaitState("cooldown", "rate_limited");
    var wait = Duration.between(trial.standing().since(), trial.standing().until());
    assertTrue(wait.compareTo(Duration.ofSeconds(96)) >= 0, () -> "waits " + wait);
  }

  @ParameterizedTest
  @ValueSource(strings = {"wrong-root", "expired"})
  void givesUpAServerThatThreeTimesCannotProveItself(String flaw) {
    long links = trial.pair().links();
    trial.fault("certificate flaw=" + flaw).reconnect();
    for (int i = 0; i < 2; i++) {
      trial.awaitState("reconnecting", "waiting");
      var standing = trial.assertReason("unproven", "wait");
      trial.skipToRetry();
      trial.until("an answer", () -> !standing.since().equals(trial.standing().since()));
    }
    trial.awaitState("inactive", "failed");
    trial.assertReason("untrusted", "contact_support");
    assertEquals(links + 3, trial.links());
    trial.skip(Duration.ofDays(1));
    assertEquals(links + 3, trial.links());
    assertEquals(1, trial.device().getInteger("logins"), "nothing was said to it");
  }

  @Test
  void forgivesAServerThatProvesItselfTheThirdTime() {
    trial.pair().fault("certificate flaw=wrong-root connections=2").reconnect();
    for (int i = 0; i < 2; i++) {
      trial.awaitState("reconnecting", "waiting");
      var standing = trial.standing();
      trial.skipToRetry();
      trial.until("an answer", () -> !standing.since().equals(trial.standing().since()));
    }
    trial.assertBack(2);
  }
}
