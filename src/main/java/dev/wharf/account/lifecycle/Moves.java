package dev.wharf.account.lifecycle;

import dev.wharf.account.lifecycle.State.AwaitingCode;
import dev.wharf.account.lifecycle.State.AwaitingNumber;
import dev.wharf.account.lifecycle.State.AwaitingRefs;
import dev.wharf.account.lifecycle.State.BannedForGood;
import dev.wharf.account.lifecycle.State.BannedUntil;
import dev.wharf.account.lifecycle.State.Cooldown;
import dev.wharf.account.lifecycle.State.Cooling;
import dev.wharf.account.lifecycle.State.Dialing;
import dev.wharf.account.lifecycle.State.Inactive;
import dev.wharf.account.lifecycle.State.LoggingIn;
import dev.wharf.account.lifecycle.State.Online;
import dev.wharf.account.lifecycle.State.Paired;
import dev.wharf.account.lifecycle.State.PasskeyRequired;
import dev.wharf.account.lifecycle.State.Queued;
import dev.wharf.account.lifecycle.State.Rest;
import dev.wharf.account.lifecycle.State.ShowingQr;
import dev.wharf.account.lifecycle.State.Syncing;
import dev.wharf.account.lifecycle.State.Waiting;
import dev.wharf.event.Reason;
import dev.wharf.identity.PhoneNumber;
import java.time.Duration;
import java.time.Instant;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The ways into each state: its deadline and the effects that go with entering it. A deadline never
 * lies behind the end of the activation.
 */
final class Moves {

  private final Timings timings;
  private final DoubleSupplier chance;

  Moves(Timings timings, DoubleSupplier chance) {
    this.timings = timings;
    this.chance = chance;
  }

  /** Starts an activation: everything until online must be over when it ends. */
  Step activate(Trail trail, Instant now) {
    return queue(trail.activated(now.plus(timings.activation())), now);
  }

  Step queue(Trail trail, Instant now) {
    var state = new Queued(trail, now, within(trail, now, timings.activation()), trail.goal());
    return Step.of(state, new Effect.AskForTurn(trail.goal()));
  }

  Step dial(Trail trail, Instant now) {
    var next = trail.nextLink();
    var goal = next.goal();
    var limit = goal == Goal.PAIR ? timings.qrShows() : timings.connect();
    var state = new Dialing(next, now, within(next, now, limit), goal);
    return Step.of(state, new Effect.OpenLink(next.lastLink(), goal));
  }

  /** Dials again at once, in place of the link that is still there. */
  Step redial(Trail trail, Instant now) {
    return dial(trail, now).after(new Effect.CloseLink(trail.lastLink()));
  }

  Step awaitRefs(Dialing from, Instant now) {
    return Step.of(new AwaitingRefs(from.trail(), now, from.deadline()));
  }

  Step showQr(Trail trail, Instant since, Instant now, int index, int count) {
    var life = index == 0 ? timings.firstQr() : timings.nextQr();
    var expires = within(trail, now, life);
    var state = new ShowingQr(trail, since, expires, index, count, expires);
    return Step.of(state, new Effect.ShowQr(trail.lastLink(), index, count, expires));
  }

  Step awaitCode(Trail trail, Instant now) {
    var state = new AwaitingCode(trail, now, within(trail, now, timings.code()));
    return Step.of(state, new Effect.HideQr());
  }

  Step passkey(Trail trail, Instant now) {
    var state = new PasskeyRequired(trail, now, within(trail, now, timings.activation()));
    return Step.of(state, new Effect.HideQr());
  }

  Step paired(Trail trail, Instant now) {
    var next = trail.pairedNow(now);
    var state = new Paired(next, now, within(next, now, timings.restart()));
    return Step.of(state, new Effect.HideQr());
  }

  Step logIn(Trail trail, Instant now) {
    return Step.of(new LoggingIn(trail, now, within(trail, now, timings.login())));
  }

  Step sync(Trail trail, Instant now) {
    var next = trail.loggedIn();
    return Step.of(new Syncing(next, now, within(next, now, timings.sync())));
  }

  Step online(Trail trail, Instant now, PhoneNumber phone) {
    return Step.of(new Online(trail.settled().known(phone), now, phone));
  }

  Step credentialsBack(Trail trail, Instant now) {
    return rest(trail.pairedAgain(), now, Rest.STOPPED, Reasons.CREDENTIALS_BACK.reason());
  }

  Step awaitNumber(Trail trail, Instant now) {
    var state = new AwaitingNumber(trail, now, within(trail, now, timings.number()));
    return Step.of(state, new Effect.SearchNumber(trail.lastLink()));
  }

  /** Waits its back-off and tries again, unless the attempts are used up. */
  Step retry(Trail trail, Instant now, Reason reason) {
    return retryFrom(timings.backoffBase(), trail, now, reason);
  }

  /** As {@link #retry}, with another first wait. */
  Step retryFrom(Duration first, Trail trail, Instant now, Reason reason) {
    int attempt = trail.attempt() + 1;
    if (attempt > timings.attempts()) {
      return rest(trail, now, Rest.FAILED, Reasons.ATTEMPTS_EXHAUSTED.reason());
    }
    var wait = timings.backoff(first, attempt, chance.getAsDouble());
    return retryIn(trail.attempt(attempt), now, wait, reason);
  }

  Step retryIn(Trail trail, Instant now, Duration wait, Reason reason) {
    var retryAt = now.plus(wait);
    return Step.of(
        new Waiting(trail, now, within(trail, now, wait), retryAt, trail.goal(), reason));
  }

  Step coolDown(Trail trail, Instant now, Cooling cooling, Duration wait, Reason reason) {
    return Step.of(new Cooldown(trail.activated(null), now, now.plus(wait), cooling, reason));
  }

  Duration tooMany() {
    return timings.tooMany();
  }

  /** The wait after a rate limit: a minute at least, five steps of back-off further than usual. */
  Duration rateLimited(Trail trail) {
    var far = timings.backoff(timings.backoffBase(), trail.attempt() + 6, chance.getAsDouble());
    var least = Duration.ofSeconds(60);
    return far.compareTo(least) < 0 ? least : far;
  }

  Step bannedUntil(Trail trail, Instant now, Duration wait, int code) {
    return Step.of(
        new BannedUntil(
            trail.activated(null),
            now,
            now.plus(wait),
            code,
            Reasons.BANNED_TEMPORARILY.reason(code)));
  }

  Step bannedForGood(Trail trail, Instant now, Reason reason) {
    return Step.of(new BannedForGood(trail.activated(null), now, reason));
  }

  Step rest(Trail trail, Instant now, Rest rest, @Nullable Reason reason) {
    return Step.of(new Inactive(trail.activated(null), now, rest, reason));
  }

  boolean stable(Online online, Instant now) {
    return !now.isBefore(online.since().plus(timings.stable()));
  }

  boolean tooOld(Instant connectedAt, Instant now) {
    return now.isAfter(connectedAt.plus(timings.credentialAge()));
  }

  boolean moreBatches(Trail trail) {
    return trail.pairing().batch() + 1 < timings.qrBatches();
  }

  private static Instant within(Trail trail, Instant now, Duration limit) {
    var end = now.plus(limit);
    var activationEnds = trail.activationEnds();
    return activationEnds != null && activationEnds.isBefore(end) ? activationEnds : end;
  }
}
