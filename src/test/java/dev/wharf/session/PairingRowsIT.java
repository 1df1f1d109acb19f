package dev.wharf.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wharf.SandboxResource;
import dev.wharf.TestDatabase;
import dev.wharf.account.Refused;
import dev.wharf.event.Event;
import dev.wharf.identity.PhoneNumber;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The rows of the policy table (connection.md 8.4) that meet a pairing, and the restarts that the
 * server asks for.
 */
@QuarkusTest
@TestProfile(HeldClock.class)
@QuarkusTestResource(TestDatabase.class)
@QuarkusTestResource(SandboxResource.class)
class PairingRowsIT extends TrialCase {

  @Test
  void theRestartOfAPairingIsNeverShownAsAFailure() {
    trial.pair();
    assertEquals(
        List.of(
            "warming/connecting",
            "warming/connecting",
            "warming/qr",
            "authenticating/paired",
            "authenticating/logging_in",
            "authenticating/logging_in",
            "authenticating/syncing",
            "active/online"),
        trial.way());
    assertEquals(0, trial.told(Event.Trouble.class).count());
    trial.assertBack(1);
  }

  @Test
  void restartsAtOnceWhenTheServerAsks() {
    trial.pair().strike("stream-error code=515");
    trial.assertBack(2);
    assertFalse(trial.way().contains("reconnecting/waiting"), () -> trial.way().toString());
    assertEquals(0, trial.told(Event.Trouble.class).count());
  }

  @Test
  void coolsDownAtTheThirdRestartInTenMinutes() {
    trial.pair();
    for (int i = 0; i < 2; i++) {
      trial.strike("stream-error code=515");
      trial.assertBack(2 + i);
      trial.live(Duration.ofMinutes(4));
    }
    trial.strike("stream-error code=515");
    assertCoolsDown("too_many_attempts");
    trial.skipToEnd();
    trial.assertBack(4);
  }

  @Test
  void doesNotCountARestartForLongerThanTenMinutes() {
    trial.pair();
    for (int i = 0; i < 4; i++) {
      trial.strike("stream-error code=515");
      trial.assertBack(2 + i);
      trial.live(Duration.ofMinutes(6));
    }
    assertFalse(trial.way().contains("cooldown/too_many_attempts"));
  }

  @Test
  void coolsDownWhenTheRestartedLinkIsRestartedBeforeItLogsIn() {
    trial.pair().fault("restart-loop").reconnect();
    assertCoolsDown("too_many_attempts");
    assertEquals(4, trial.links(), "pairing, login, and two that were restarted");
    assertTrue(trial.standing().reason().message().contains("515"));
    trial.noFaults();
    trial.skipToEnd();
    trial.assertBack(2);
  }

  @Test
  void offersNoQrCodeAfterARejectedPairingUntilItHasCooledDown() {
    trial.fault("restart-then-unlink connections=2").initialize();
    trial.scan();
    assertCoolsDown("pairing_rejected");
    assertFalse(trial.view().paired(), "the credentials are gone");
    trial.skipToEnd();
    trial.scan();
    trial.awaitState("active", "online");
  }

  @ParameterizedTest
  @ValueSource(strings = {"failure reason=401", "stream-error form=device-removed at=login"})
  void takesAnUnlinkInPlaceOfTheFirstLoginForARejectedPairing(String fault) {
    trial.fault(fault + " connections=2").initialize();
    trial.scan();
    assertCoolsDown("pairing_rejected");
    assertFalse(trial.view().paired());
  }

  /** For a quarter of an hour, in which nothing is tried and nobody gets a QR code. */
  private void assertCoolsDown(String code) {
    trial.awaitState("cooldown", "too_many_attempts");
    var standing = trial.assertReason(code, "wait");
    assertEquals(standing.since().plus(Duration.ofMinutes(15)), standing.until());
    trial.awaitConnections(0);
    long links = trial.links();
    trial.skip(Duration.ofMinutes(14));
    trial.initialize();
    assertFalse(trial.qrShows());
    if (!trial.view().paired()) {
      var phone = new PhoneNumber("15550001111");
      assertThrows(
          Refused.class, () -> Trial.await(trial.accounts().pairingCode(trial.id(), phone)));
    }
    assertEquals(links, trial.links(), "nothing is tried before the end");
    assertEquals(standing, trial.standing());
  }

  @ParameterizedTest
  @ValueSource(strings = {"hmac", "signature"})
  void offersANewSecretWhenThePairingAnswerIsForged(String part) {
    trial.fault("bad-proof part=" + part + " connections=1").initialize();
    String forged = trial.awaitQr().text();
    trial.scan();
    trial.until("the QR code is gone", () -> !trial.qrShows());
    trial.awaitState("warming", "connecting");
    trial.assertReason("pairing_forged", "scan_qr");
    assertTrue(trial.sandbox().account(trial.phone()).getJsonArray("devices").isEmpty());
    trial.skipToRetry();
    String fresh = trial.awaitQr().text();
    assertNotEquals(forged.split(",")[3], fresh.split(",")[3], "the secret");
    trial.scan();
    trial.awaitState("active", "online");
  }

  @Test
  void saysThatAPasskeyIsWantedAndEndsWithTheActivation() {
    trial.fault("passkey-gate connections=1").initialize();
    trial.awaitState("warming", "passkey_required");
    var standing = trial.assertReason("passkey_required", "open_phone");
    assertEquals(standing.since().plus(Duration.ofMinutes(5)), standing.until());
    assertFalse(trial.qrShows());
    trial.live(Duration.ofMinutes(5).plusMillis(2));
    trial.awaitState("inactive", "timed_out");
    trial.awaitConnections(0);
  }

  @Test
  void keepsTheQrCodeWhenThePhoneIsTooOld() {
    trial.fault("downgrade-webclient connections=1").initialize();
    String shown = trial.awaitQr().text();
    trial.live(Duration.ofSeconds(30));
    assertEquals(shown, trial.awaitQr().text());
    trial.scan();
    trial.awaitState("active", "online");
  }

  @Test
  void offersFurtherCodesWhenTheServerHasNoMoreOfThem() {
    trial.fault("refs count=1 firstSeconds=0 connections=1").initialize();
    trial.awaitState("warming", "connecting");
    trial.until("the end of the link", () -> trial.standing().nextRetryAt() != null);
    trial.skipToRetry();
    trial.scan();
    trial.awaitState("active", "online");
  }

  @ParameterizedTest
  @CsvSource({
    "503, warming/connecting, server_trouble, wait",
    "429, cooldown/rate_limited, rate_limited, wait",
    "402, banned/temporary, banned_temporarily, wait",
    "400, warming/connecting, refused_for_now, wait",
  })
  void offersAQrCodeByItselfAfterARefusalThatPasses(
      String reason, String where, String code, String action) {
    trial.fault("failure at=registration reason=" + reason + " connections=1").initialize();
    trial.until("a refusal", () -> trial.way().contains(where) && trial.links() == 1);
    trial.until("its reason", () -> code.equals(trial.code()));
    trial.assertReason(code, action);
    assertFalse(trial.qrShows());
    if (trial.standing().nextRetryAt() != null) {
      trial.skipToRetry();
    } else {
      trial.skipToEnd();
    }
    trial.scan();
    trial.awaitState("active", "online");
  }

  @ParameterizedTest
  @CsvSource({
    "403, banned/permanent, locked",
    "406, banned/permanent, banned",
    "409, inactive/outdated, agent_refused"
  })
  void offersNoQrCodeAfterARefusalThatStays(String reason, String where, String code) {
    trial.fault("failure at=registration reason=" + reason).initialize();
    trial.until(where, () -> trial.way().contains(where));
    assertEquals(code, trial.code());
    trial.skip(Duration.ofDays(1));
    assertEquals(1, trial.links());
    assertFalse(trial.qrShows());
  }
}
