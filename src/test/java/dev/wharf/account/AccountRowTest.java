package dev.wharf.account;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.wharf.event.Action;
import dev.wharf.event.PairedIdentity;
import dev.wharf.event.Reason;
import dev.wharf.event.Standing;
import dev.wharf.event.Status;
import dev.wharf.identity.AccountId;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an account comes back as after a restart. */
class AccountRowTest {

  private static final Instant THEN = Instant.parse("2026-11-21T10:00:00Z");
  private static final Instant NOW = THEN.plusSeconds(600);

  @ParameterizedTest
  @CsvSource({
    "true,  true,  INACTIVE, stopped,   ,     RECONNECTING/waiting",
    "false, true,  INACTIVE, stopped,   ,     INACTIVE/stopped",
    "true,  false, INACTIVE, created,   ,     INACTIVE/created",
    "true,  true,  COOLDOWN, too_many_attempts, 900, COOLDOWN/too_many_attempts",
    "true,  true,  COOLDOWN, too_many_attempts, 300, RECONNECTING/waiting",
    "true,  true,  BANNED,   permanent, ,     BANNED/permanent",
    "true,  true,  BANNED,   temporary, 300,  RECONNECTING/waiting"
  })
  void aWantedAccountIsOnItsWayBackUnlessItHasToSitSomethingOut(
      boolean wanted,
      boolean paired,
      Status status,
      String state,
      @Nullable Integer untilSeconds,
      String expected) {
    Instant until = untilSeconds == null ? null : THEN.plusSeconds(untilSeconds);
    var resting = new Standing(status, state, THEN, null, until, null, null);

    Standing back = AccountRow.of(account(wanted, paired, resting)).restored(NOW).standing();

    assertEquals(expected, back.status() + "/" + back.state());
    boolean onItsWay = back.status() == Status.RECONNECTING;
    assertEquals(onItsWay ? "restored" : null, back.reason() == null ? null : back.reason().code());
  }

  @Test
  void everythingElseComesBackAsItWas() {
    var reason = new Reason("replaced", "server", "Another session took over.", Action.WAIT);
    var resting =
        new Standing(
            Status.INACTIVE, "replaced", THEN, reason, NOW.plus(Duration.ofDays(1)), null, null);
    AccountState before = account(false, true, resting);

    assertEquals(before, AccountRow.of(before).restored(NOW));
  }

  private static AccountState account(boolean wanted, boolean paired, Standing resting) {
    return new AccountState(
        new AccountId(new UUID(1, 2)),
        new Profile("n", "t", "x", Map.of("k", "v"), "http://proxy:1", null),
        THEN,
        wanted,
        new Marks(THEN, THEN.plusSeconds(300), THEN.plusSeconds(9)),
        paired,
        new PairedIdentity("+5511987654321", "1@lid", "Ada", "android"),
        resting,
        resting,
        null);
  }
}
