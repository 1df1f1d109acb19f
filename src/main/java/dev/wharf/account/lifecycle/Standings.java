package dev.wharf.account.lifecycle;

import dev.wharf.event.Reason;
import dev.wharf.event.Standing;
import dev.wharf.event.Status;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How each state looks from outside (design: status model). */
public final class Standings {

  private Standings() {}

  public static Standing of(State state) {
    return switch (state) {
      case State.Inactive s -> plain(s, Status.INACTIVE, word(s.rest()), why(s), null);
      case State.Queued s -> coming(s, Reasons.QUEUED.reason(), s.deadline());
      case State.Dialing s -> coming(s, Reasons.CONNECTING.reason(), s.deadline());
      case State.AwaitingRefs s -> coming(s, Reasons.CONNECTING.reason(), s.deadline());
      case State.ShowingQr s ->
          plain(s, Status.WARMING, "qr", Reasons.QR_SHOWING.reason(), s.trail().activationEnds());
      case State.AwaitingCode s ->
          plain(s, Status.WARMING, "code", Reasons.CODE_SHOWING.reason(), s.deadline());
      case State.PasskeyRequired s ->
          plain(
              s,
              Status.WARMING,
              "passkey_required",
              Reasons.PASSKEY_REQUIRED.reason(),
              s.deadline());
      case State.Paired s -> authenticating(s, "paired", Reasons.PAIRED);
      case State.LoggingIn s -> authenticating(s, "logging_in", Reasons.LOGGING_IN);
      case State.Syncing s -> authenticating(s, "syncing", Reasons.SYNCING);
      case State.AwaitingNumber s -> authenticating(s, "syncing", Reasons.NUMBER_ASKED);
      case State.Online s -> plain(s, Status.ACTIVE, "online", null, null);
      case State.Waiting s ->
          new Standing(
              comingStatus(s),
              waitingWord(comingStatus(s)),
              s.since(),
              s.reason(),
              s.trail().activationEnds(),
              s.nextRetryAt(),
              s.trail().attempt());
      case State.Cooldown s ->
          plain(s, Status.COOLDOWN, word(s.cooling()), s.reason(), s.deadline());
      case State.BannedUntil s -> plain(s, Status.BANNED, "temporary", s.reason(), s.deadline());
      case State.BannedForGood s -> plain(s, Status.BANNED, "permanent", s.reason(), null);
    };
  }

  /** Whether the account stands there after a restart too; everything else is found anew. */
  public static boolean isResting(State state) {
    return switch (state) {
      case State.Inactive _, State.Cooldown _, State.BannedUntil _, State.BannedForGood _ -> true;
      default -> false;
    };
  }

  /**
   * Whether somebody still wants the account up; an inactive or banned one waits for an operator.
   */
  public static boolean isWanted(State state) {
    return !(state instanceof State.Inactive) && !(state instanceof State.BannedForGood);
  }

  private static Standing authenticating(State.Transient state, String word, Reasons reason) {
    return plain(state, Status.AUTHENTICATING, word, reason.reason(), state.deadline());
  }

  /** Everybody can tell what to do next, even of an account that nothing happened to yet. */
  private static Reason why(State.Inactive state) {
    return state.reason() == null ? Reasons.NEVER_CONNECTED.reason() : state.reason();
  }

  private static Standing coming(State state, Reason reason, Instant until) {
    int attempt = state.trail().attempt();
    var status = comingStatus(state);
    return new Standing(
        status,
        status == Status.AUTHENTICATING ? "logging_in" : "connecting",
        state.since(),
        reason,
        until,
        null,
        attempt == 0 ? null : attempt);
  }

  private static String waitingWord(Status status) {
    return switch (status) {
      case WARMING -> "connecting";
      case AUTHENTICATING -> "paired";
      default -> "waiting";
    };
  }

  /** An account on its way up is warming the first time and reconnecting ever after. */
  private static Status comingStatus(State state) {
    var trail = state.trail();
    if (trail.pairing().pairedAt() != null && trail.activationEnds() != null) {
      return Status.AUTHENTICATING;
    }
    return trail.paired() && trail.activationEnds() == null ? Status.RECONNECTING : Status.WARMING;
  }

  private static Standing plain(
      State state, Status status, String word, @Nullable Reason reason, @Nullable Instant until) {
    return new Standing(status, word, state.since(), reason, until, null, null);
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
