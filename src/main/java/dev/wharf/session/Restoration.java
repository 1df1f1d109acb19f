package dev.wharf.session;

import dev.wharf.account.StoredAccount;
import dev.wharf.account.lifecycle.Reasons;
import dev.wharf.account.lifecycle.State;
import dev.wharf.account.lifecycle.Timings;
import dev.wharf.account.lifecycle.Trail;
import dev.wharf.account.lifecycle.Trigger;
import dev.wharf.event.Reason;
import dev.wharf.event.Standing;
import dev.wharf.identity.PhoneNumber;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** From what is stored of an account to the state its session starts in. */
final class Restoration {

  private Restoration() {}

  /**
   * @param phoneNumber E.164
   * @param resting the standing the account came to rest in; a live one counts as created
   */
  static State state(boolean paired, @Nullable String phoneNumber, Standing resting) {
    var phone = phoneNumber == null ? null : new PhoneNumber(phoneNumber.substring(1));
    var trail = Trail.fresh(paired, phone);
    var since = resting.since();
    return switch (resting.status()) {
      case COOLDOWN -> cooldown(trail, resting);
      case BANNED -> banned(trail, resting);
      case INACTIVE -> new State.Inactive(trail, since, rest(resting.state()), resting.reason());
      case WARMING, AUTHENTICATING, ACTIVE, RECONNECTING ->
          new State.Inactive(trail, since, State.Rest.CREATED, null);
    };
  }

  /** What makes a wanted account go on where it was. */
  static Trigger trigger(StoredAccount account, Timings timings) {
    var marks = account.marks();
    // An intent that was stored just before the end has no activation yet.
    Instant ends =
        marks.activationEnds() != null || account.paired()
            ? marks.activationEnds()
            : marks.wantedAt().plus(timings.activation());
    return switch (account.resting().status()) {
      // Its timer goes on; a deadline that passed meanwhile fires at once.
      case COOLDOWN, BANNED -> new Trigger.Due();
      default -> new Trigger.Restored(ends, marks.connectedAt());
    };
  }

  private static State cooldown(Trail trail, Standing resting) {
    var cooling = State.Cooling.valueOf(resting.state().toUpperCase(Locale.ROOT));
    return new State.Cooldown(
        trail, resting.since(), until(resting), cooling, reason(resting, Reasons.RATE_LIMITED));
  }

  private static State banned(Trail trail, Standing resting) {
    return resting.until() == null
        ? new State.BannedForGood(trail, resting.since(), reason(resting, Reasons.BANNED))
        : new State.BannedUntil(
            trail, resting.since(), until(resting), 0, reason(resting, Reasons.BANNED_TEMPORARILY));
  }

  private static Instant until(Standing resting) {
    Instant until = resting.until();
    return until == null ? resting.since() : until;
  }

  private static Reason reason(Standing resting, Reasons otherwise) {
    @Nullable Reason reason = resting.reason();
    return reason == null ? otherwise.reason() : reason;
  }

  private static State.Rest rest(String word) {
    for (State.Rest rest : State.Rest.values()) {
      if (rest.name().equalsIgnoreCase(word)) {
        return rest;
      }
    }
    return State.Rest.CREATED;
  }
}
