package dev.wharf.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.wharf.account.Marks;
import dev.wharf.account.StoredAccount;
import dev.wharf.account.lifecycle.Standings;
import dev.wharf.account.lifecycle.State;
import dev.wharf.account.lifecycle.Timings;
import dev.wharf.account.lifecycle.Trail;
import dev.wharf.account.lifecycle.Trigger;
import dev.wharf.event.Reason;
import dev.wharf.event.Standing;
import dev.wharf.event.Status;
import dev.wharf.identity.AccountId;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RestorationTest {

  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final Reason WHY = new Reason("code", "server", "why", null);

  static Stream<State> resting() {
    var trail = Trail.fresh(true);
    return Stream.concat(
        Stream.of(State.Rest.values()).map(rest -> new State.Inactive(trail, NOW, rest, WHY)),
        Stream.of(
            new State.Cooldown(
                trail, NOW, NOW.plusSeconds(60), State.Cooling.TOO_MANY_ATTEMPTS, WHY),
            new State.Cooldown(trail, NOW, NOW.plusSeconds(60), State.Cooling.RATE_LIMITED, WHY),
            new State.BannedUntil(trail, NOW, NOW.plusSeconds(60), 0, WHY),
            new State.BannedForGood(trail, NOW, WHY)));
  }

  @ParameterizedTest
  @MethodSource("resting")
  void comesBackToWhereItRested(State state) {
    assertEquals(state, Restoration.state(true, null, Standings.of(state)));
  }

  @Test
  void takesALiveStandingForANewStart() {
    var live = new Standing(Status.ACTIVE, "online", NOW, null, null, null, null);
    var state =
        assertInstanceOf(State.Inactive.class, Restoration.state(true, "+5511987654321", live));
    assertEquals(State.Rest.CREATED, state.rest());
  }

  @Test
  void countsTheActivationFromWhenItWasWanted() {
    var created = new Standing(Status.INACTIVE, "created", NOW, null, null, null, null);
    assertEquals(
        new Trigger.Restored(NOW.plus(Duration.ofMinutes(5)), null),
        Restoration.trigger(account(false, created), Timings.DEFAULT));
    assertEquals(
        new Trigger.Restored(null, null),
        Restoration.trigger(account(true, created), Timings.DEFAULT));
  }

  @Test
  void letsTheTimeOfACooldownGoOn() {
    var cooling =
        new Standing(Status.COOLDOWN, "rate_limited", NOW, WHY, NOW.plusSeconds(60), null, null);
    assertEquals(new Trigger.Due(), Restoration.trigger(account(true, cooling), Timings.DEFAULT));
  }

  private static StoredAccount account(boolean paired, Standing resting) {
    return new StoredAccount(
        AccountId.random(new Random(1)), true, paired, null, Marks.of(NOW), resting);
  }
}
