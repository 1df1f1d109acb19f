package dev.wharf.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wharf.SandboxResource;
import dev.wharf.TestDatabase;
import dev.wharf.event.Event;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a person should know is pushed as an error, once; what passes by itself is not. */
@QuarkusTest
@TestProfile(HeldClock.class)
@QuarkusTestResource(TestDatabase.class)
@QuarkusTestResource(SandboxResource.class)
class TroubleIT extends TrialCase {

  @ParameterizedTest
  @CsvSource({
    "failure reason=401, inactive/logged_out, unlinked, scan_qr",
    "stream-error form=device-removed, inactive/logged_out, unlinked, scan_qr",
    "stream-error form=replaced, inactive/replaced, replaced, retry_initialize",
    "failure reason=402 code=101 expire=60, banned/temporary, banned_temporarily, wait",
    "failure reason=403, banned/permanent, locked, open_phone",
    "failure reason=406, banned/permanent, banned, open_phone",
    "failure reason=409, inactive/outdated, agent_refused, upgrade",
    "stream-error code=429, cooldown/rate_limited, rate_limited, wait",
  })
  void isToldWithItsReason(String fault, String where, String code, String action) {
    trial.pair().live(Duration.ofSeconds(61));
    trial.strike(fault);
    trial.awaitState(where.split("/")[0], where.split("/")[1]);
    assertTold(code, action);
  }

  @Test
  void isToldWhenTooManyRestartsWereAskedFor() {
    trial.pair().fault("restart-loop").reconnect();
    trial.awaitState("cooldown", "too_many_attempts");
    assertTold("too_many_attempts", "wait");
  }

  @Test
  void isToldWhenAnActivationTimesOut() {
    trial.fault("passkey-gate").initialize();
    trial.awaitState("warming", "passkey_required");
    trial.live(Duration.ofMinutes(5).plusMillis(2));
    trial.awaitState("inactive", "timed_out");
    assertEquals(
        1, trial.told(Event.Trouble.class).filter(e -> e.code().equals("timed_out")).count());
  }

  @Test
  void isToldWhenNoQrCodeShows() {
    trial.fault("silence at=registration").initialize();
    for (int i = 1; i <= 2; i++) {
      int link = i;
      trial.until("link " + i, () -> trial.links() == link && trial.connections() == 1);
      trial.skip(Duration.ofSeconds(30).plusMillis(2));
    }
    trial.awaitState("inactive", "failed");
    assertTold("qr_never_showed", "retry_initialize");
  }

  @Test
  void isToldWhenThePhoneIsTooOldToBeLinked() {
    trial.fault("downgrade-webclient connections=1").initialize();
    trial.awaitQr();
    trial.until("an error", () -> trial.told(Event.Trouble.class).count() == 1);
    assertTrue(trial.qrShows());
  }

  @ParameterizedTest
  @ValueSource(strings = {"stream-error code=500", "reset", "stream-error code=515"})
  void isNotToldOfWhatPassesByItself(String fault) {
    trial.pair().strike(fault);
    trial.until("another link", () -> trial.links() > 2 || trial.code().length() > 0);
    if (trial.standing().nextRetryAt() != null) {
      trial.skipToRetry();
    }
    trial.assertBack(2);
    assertEquals(List.of(), trial.told(Event.Trouble.class).toList());
  }

  private void assertTold(String code, String action) {
    trial.settle();
    var troubles = trial.told(Event.Trouble.class).toList();
    assertEquals(1, troubles.size(), troubles::toString);
    assertEquals(code, troubles.getFirst().code());
    assertEquals(trial.standing().reason().message(), troubles.getFirst().message());
    assertNotNull(troubles.getFirst().action());
    assertEquals(action, troubles.getFirst().action().word());
  }
}
