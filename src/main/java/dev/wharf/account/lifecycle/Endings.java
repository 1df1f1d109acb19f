package dev.wharf.account.lifecycle;

import dev.wharf.account.lifecycle.State.Cooling;
import dev.wharf.account.lifecycle.State.Rest;
import java.time.Duration;
import java.time.Instant;

/**
 * What each ending of a link means for the account (connection.md 8.4). The link is gone already.
 */
final class Endings {

  private static final Duration UNKNOWN_BAN = Duration.ofHours(24);
  private static final Duration JUST_PAIRED = Duration.ofSeconds(60);
  private static final Duration AFTER_UNAUTHORIZED = Duration.ofSeconds(5);
  private static final Duration AFTER_REFUSAL = Duration.ofSeconds(60);
  private static final Duration AFTER_RECYCLE = Duration.ofSeconds(1);
  private static final int RESTARTS_ALLOWED = 2;
  private static final int REFUSALS_ALLOWED = 2;
  private static final int UNTRUSTED_ALLOWED = 2;

  private final Moves moves;

  Endings(Moves moves) {
    this.moves = moves;
  }

  Step step(State.Linked from, Ending ending, Instant now) {
    var trail = from.trail();
    return switch (ending.kind()) {
      case RESTART -> restart(from, now);
      case UNLINKED -> unlinked(trail, now);
      case UNAUTHORIZED -> unauthorized(trail, now);
      case REPLACED -> moves.rest(trail, now, Rest.REPLACED, Reasons.REPLACED.reason());
      case TEMPORARILY_BANNED ->
          moves.bannedUntil(
              trail,
              now,
              ending.retryAfter() == null ? UNKNOWN_BAN : ending.retryAfter(),
              ending.wireCode());
      case LOCKED -> moves.bannedForGood(trail, now, Reasons.LOCKED.reason());
      case BANNED -> moves.bannedForGood(trail, now, Reasons.BANNED.reason());
      case OUTDATED -> outdated(trail, now);
      case AGENT_REFUSED ->
          moves.rest(trail, now, Rest.OUTDATED, Reasons.AGENT_REFUSED.reason(ending.wireCode()));
      case REFUSED -> refused(trail, ending, now);
      case RATE_LIMITED ->
          moves.coolDown(
              trail,
              now,
              Cooling.RATE_LIMITED,
              moves.rateLimited(trail),
              Reasons.RATE_LIMITED.reason(ending.wireCode()));
      case SERVER_TROUBLE ->
          moves.retry(trail, now, Reasons.SERVER_TROUBLE.reason(ending.wireCode()));
      case RECYCLED -> recycled(from, now);
      case NETWORK -> moves.retry(trail, now, Reasons.CONNECTION_LOST.reason());
      case UNTRUSTED -> untrusted(trail, now);
      case GARBLED -> moves.retry(trail, now, Reasons.STREAM_GARBLED.reason());
      case PAIRING_FORGED -> pairingForged(trail, now);
      case CREDENTIALS ->
          moves.rest(trail, now, Rest.FAILED, Reasons.CREDENTIALS_UNUSABLE.reason());
    };
  }

  private Step restart(State.Linked from, Instant now) {
    if (from instanceof State.Paired) {
      return moves.dial(from.trail(), now);
    }
    var trail = from.trail().restarted(now);
    boolean unanswered = from.trail().restarts().open();
    if (unanswered || trail.restarts().asked().size() > RESTARTS_ALLOWED) {
      return moves.coolDown(
          trail,
          now,
          Cooling.TOO_MANY_ATTEMPTS,
          moves.tooMany(),
          Reasons.TOO_MANY_ATTEMPTS.reason(515));
    }
    return moves.dial(trail, now);
  }

  private Step recycled(State.Linked from, Instant now) {
    return from instanceof State.Paired
        ? moves.dial(from.trail(), now)
        : moves.retryFrom(AFTER_RECYCLE, from.trail(), now, Reasons.STREAM_ENDED.reason());
  }

  private Step unlinked(Trail trail, Instant now) {
    var pairedAt = trail.pairing().pairedAt();
    if (pairedAt != null && now.isBefore(pairedAt.plus(JUST_PAIRED))) {
      return moves
          .coolDown(
              trail.unpaired(),
              now,
              Cooling.TOO_MANY_ATTEMPTS,
              moves.tooMany(),
              Reasons.PAIRING_REJECTED.reason())
          .after(new Effect.DropCredentials("pairing_rejected"));
    }
    return loggedOut(trail, now);
  }

  private Step loggedOut(Trail trail, Instant now) {
    return moves
        .rest(trail.unpaired(), now, Rest.LOGGED_OUT, Reasons.UNLINKED.reason())
        .after(new Effect.DropCredentials("unlinked"));
  }

  private Step unauthorized(Trail trail, Instant now) {
    return trail.refusals().unauthorized() > 0
        ? loggedOut(trail, now)
        : moves.retryIn(
            trail.refused(trail.refusals().oneMoreUnauthorized()),
            now,
            AFTER_UNAUTHORIZED,
            Reasons.UNAUTHORIZED.reason());
  }

  private Step outdated(Trail trail, Instant now) {
    if (trail.refusals().versionRenewed()) {
      return moves.rest(trail, now, Rest.OUTDATED, Reasons.OUTDATED.reason());
    }
    return moves
        .retry(trail.refused(trail.refusals().renewed()), now, Reasons.VERSION_LOOKUP.reason())
        .after(new Effect.RenewVersion());
  }

  private Step refused(Trail trail, Ending ending, Instant now) {
    var reason = Reasons.REFUSED.reason(ending.wireCode());
    return trail.refusals().other() >= REFUSALS_ALLOWED
        ? moves.rest(trail, now, Rest.FAILED, reason)
        : moves.retryIn(
            trail.refused(trail.refusals().oneMore()),
            now,
            AFTER_REFUSAL,
            Reasons.REFUSED_FOR_NOW.reason(ending.wireCode()));
  }

  private Step untrusted(Trail trail, Instant now) {
    var reason = Reasons.UNTRUSTED.reason();
    return trail.refusals().untrusted() >= UNTRUSTED_ALLOWED
        ? moves.rest(trail, now, Rest.FAILED, reason)
        : moves.retry(
            trail.refused(trail.refusals().oneMoreUntrusted()), now, Reasons.UNPROVEN.reason());
  }

  private Step pairingForged(Trail trail, Instant now) {
    return moves
        .retry(trail, now, Reasons.PAIRING_FORGED.reason())
        .after(new Effect.DropCredentials("pairing_forged"));
  }
}
