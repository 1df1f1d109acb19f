package dev.wharf.account;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.wharf.event.Standing;
import dev.wharf.event.Status;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
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

    Standing back = AccountRow.standing(wanted, paired, resting, NOW);

    assertEquals(expected, back.status() + "/" + back.state());
    boolean onItsWay = back.status() == Status.RECONNECTING;
    assertEquals(onItsWay ? "restored" : null, back.reason() == null ? null : back.reason().code());
  }
}
