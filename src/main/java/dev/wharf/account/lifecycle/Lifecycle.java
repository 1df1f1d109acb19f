package dev.wharf.account.lifecycle;

import dev.wharf.account.lifecycle.State.AwaitingCode;
import dev.wharf.account.lifecycle.State.AwaitingNumber;
import dev.wharf.account.lifecycle.State.AwaitingRefs;
import dev.wharf.account.lifecycle.State.BannedForGood;
import dev.wharf.account.lifecycle.State.BannedUntil;
import dev.wharf.account.lifecycle.State.Cooldown;
import dev.wharf.account.lifecycle.State.Dialing;
import dev.wharf.account.lifecycle.State.Inactive;
import dev.wharf.account.lifecycle.State.Linked;
import dev.wharf.account.lifecycle.State.LoggingIn;
import dev.wharf.account.lifecycle.State.Online;
import dev.wharf.account.lifecycle.State.Paired;
import dev.wharf.account.lifecycle.State.PasskeyRequired;
import dev.wharf.account.lifecycle.State.Queued;
import dev.wharf.account.lifecycle.State.Rest;
import dev.wharf.account.lifecycle.State.ShowingQr;
import dev.wharf.account.lifecycle.State.Syncing;
import dev.wharf.account.lifecycle.State.Transient;
import dev.wharf.account.lifecycle.State.Waiting;
import dev.wharf.identity.PhoneNumber;
import java.time.Instant;
import java.util.List;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The table: {@code next(state, trigger, now) -> (state, effects)}. Total: every trigger is
 * answered in every state, if only by staying. A state that stays is the same object.
 */
public final class Lifecycle {

  private final Moves moves;
  private final Endings endings;

  /**
   * @param chance numbers in [0, 1) for the jitter of waits
   */
  public Lifecycle(Timings timings, DoubleSupplier chance) {
    this.moves = new Moves(timings, chance);
    this.endings = new Endings(moves);
  }

  public Step next(State state, Trigger trigger, Instant now) {
    // What comes after the activation has ended comes too late, even if the timer is later still.
    if (trigger instanceof Trigger.OfLink && activationEnded(state, now)) {
      return due(state, now);
    }
    return switch (trigger) {
      case Trigger.Initialize _ -> initialize(state, now);
      case Trigger.Reconnect _ -> reconnect(state, now);
      case Trigger.Restored restored ->
          state instanceof Inactive ? restored(state, restored, now) : stay(state);
      case Trigger.NumberGiven(var phone) -> numberGiven(state, phone, now);
      case Trigger.CredentialsBack _ ->
          state instanceof Inactive i && !i.trail().paired()
              ? moves.credentialsBack(i.trail(), now)
              : stay(state);
      case Trigger.Stop _ -> stop(state, now);
      case Trigger.Reset _ -> reset(state, now);
      case Trigger.Logout _ -> logout(state, now);
      case Trigger.Due _ -> due(state, now);
      case Trigger.Admitted _ ->
          state instanceof Queued queued ? moves.dial(queued.trail(), now) : stay(state);
      case Trigger.OfLink report ->
          state instanceof Linked linked && linked.link() == report.link()
              ? reported(linked, report, now)
              : stay(state);
    };
  }

  private static Step stay(State state) {
    return new Step(state, List.of());
  }

  private Step initialize(State state, Instant now) {
    return switch (state) {
      case Inactive i -> moves.activate(i.trail(), now);
      // A retry that is due anyway is taken now: the operator asked for it.
      case Waiting w -> moves.queue(w.trail(), now);
      default -> stay(state);
    };
  }

  private Step reconnect(State state, Instant now) {
    return switch (state) {
      case Inactive i -> moves.activate(i.trail(), now);
      case Waiting w -> moves.queue(w.trail(), now);
      case BannedForGood b when b.trail().paired() -> moves.activate(b.trail(), now);
      case Online o -> moves.redial(o.trail(), now);
      default -> stay(state);
    };
  }

  private Step restored(State state, Trigger.Restored restored, Instant now) {
    var trail = state.trail();
    var ends = restored.activationEnds();
    if (ends != null && !now.isBefore(ends)) {
      return moves.rest(trail, now, Rest.TIMED_OUT, Reasons.TIMED_OUT.reason());
    }
    var connectedAt = restored.connectedAt();
    if (trail.paired() && connectedAt != null && moves.tooOld(connectedAt, now)) {
      return moves.rest(trail, now, Rest.FAILED, Reasons.CREDENTIALS_EXPIRED.reason());
    }
    return moves.queue(trail.activated(ends), now);
  }

  private Step numberGiven(State state, PhoneNumber phone, Instant now) {
    var trail = state.trail().known(phone);
    return switch (state) {
      case AwaitingNumber _ -> moves.online(trail, now, phone);
      // The number was all that was missing.
      case Inactive i when Reasons.NUMBER_UNKNOWN.reason().equals(i.reason()) ->
          moves.activate(trail, now);
      default -> stay(state);
    };
  }

  private Step stop(State state, Instant now) {
    if (state instanceof Inactive i && i.rest() == Rest.STOPPED) {
      return stay(state);
    }
    return moves
        .rest(state.trail(), now, Rest.STOPPED, Reasons.STOPPED.reason())
        .after(leaving(state));
  }

  private Step reset(State state, Instant now) {
    return moves
        .rest(state.trail().unpaired(), now, Rest.CREATED, Reasons.RESET.reason())
        .after(new Effect.DropCredentials("reset"))
        .after(leaving(state));
  }

  private Step logout(State state, Instant now) {
    var step =
        moves
            .rest(state.trail().unpaired(), now, Rest.LOGGED_OUT, Reasons.LOGGED_OUT_HERE.reason())
            .after(new Effect.DropCredentials("logout"))
            .after(leaving(state));
    return state instanceof Linked linked && state.trail().paired()
        ? step.after(new Effect.Unlink(linked.link()))
        : step;
  }

  private Step reported(Linked state, Trigger.OfLink report, Instant now) {
    return switch (report) {
      case Trigger.Shaken _ when state instanceof Dialing d ->
          d.goal() == Goal.PAIR ? moves.awaitRefs(d, now) : moves.logIn(d.trail(), now);
      case Trigger.RefsCame(_, int count) when state instanceof AwaitingRefs a && count > 0 ->
          moves.showQr(a.trail(), now, now, 0, count);
      case Trigger.CodeIssued _ when state instanceof ShowingQr || state instanceof AwaitingCode ->
          moves.awaitCode(state.trail(), now);
      case Trigger.PasskeyAsked _ when isPairing(state) -> moves.passkey(state.trail(), now);
      case Trigger.PairedNow _ when isPairing(state) -> moves.paired(state.trail(), now);
      case Trigger.LoggedIn _ when state instanceof LoggingIn -> moves.sync(state.trail(), now);
      case Trigger.Synced(_, var phone) when state instanceof Syncing ->
          synced(state.trail(), phone == null ? state.trail().phone() : phone, now);
      case Trigger.NumberKnown(_, var phone) when state instanceof AwaitingNumber ->
          moves.online(state.trail(), now, phone);
      case Trigger.Ended(_, var ending) -> ended(state, ending, now);
      default -> stay(state);
    };
  }

  private Step synced(Trail trail, @Nullable PhoneNumber phone, Instant now) {
    return phone == null ? moves.awaitNumber(trail, now) : moves.online(trail, now, phone);
  }

  private Step ended(Linked state, Ending ending, Instant now) {
    var counted =
        state instanceof Online online && moves.stable(online, now)
            ? new Online(online.trail().attempt(0), online.since(), online.phone())
            : state;
    return endings.step(counted, ending, now).after(leaving(state));
  }

  private Step due(State state, Instant now) {
    if (!(state instanceof Transient passing) || now.isBefore(passing.deadline())) {
      return stay(state);
    }
    var trail = state.trail();
    if (activationEnded(state, now)) {
      return moves
          .rest(trail, now, Rest.TIMED_OUT, Reasons.TIMED_OUT.reason())
          .after(leaving(state));
    }
    return switch (passing) {
      case ShowingQr q when q.index() + 1 < q.count() ->
          moves.showQr(trail, q.since(), now, q.index() + 1, q.count());
      case ShowingQr _, AwaitingCode _ -> nextBatch(state, now);
      case AwaitingRefs _ -> qrNeverShowed(state, now);
      case Dialing d when d.goal() == Goal.PAIR -> qrNeverShowed(state, now);
      case Dialing _, LoggingIn _, Syncing _ ->
          moves.retry(trail, now, Reasons.CONNECTION_LOST.reason()).after(leaving(state));
      case Paired _ -> moves.redial(trail, now);
      case PasskeyRequired _ ->
          moves
              .rest(trail, now, Rest.FAILED, Reasons.PASSKEY_REQUIRED.reason())
              .after(leaving(state));
      case AwaitingNumber _ ->
          moves
              .rest(trail, now, Rest.FAILED, Reasons.NUMBER_UNKNOWN.reason())
              .after(leaving(state));
      case Queued _, Waiting _ -> moves.queue(trail, now);
      // Nobody waits for a paired account to come back: it has its attempts, not five minutes.
      case Cooldown _, BannedUntil _ ->
          trail.paired() ? moves.queue(trail, now) : moves.activate(trail, now);
    };
  }

  private static boolean activationEnded(State state, Instant now) {
    var ends = state.trail().activationEnds();
    return ends != null && !now.isBefore(ends);
  }

  private Step nextBatch(State state, Instant now) {
    var trail = state.trail();
    var step =
        moves.moreBatches(trail)
            ? moves.queue(trail.nextBatch(), now)
            : moves.rest(trail, now, Rest.QR_EXPIRED, Reasons.QR_EXPIRED.reason());
    return step.after(leaving(state));
  }

  private Step qrNeverShowed(State state, Instant now) {
    var trail = state.trail();
    var step =
        trail.pairing().qrRetried()
            ? moves.rest(trail, now, Rest.FAILED, Reasons.QR_NEVER_SHOWED.reason())
            : moves.queue(trail.qrRetried(), now);
    return step.after(leaving(state));
  }

  private static boolean isPairing(State state) {
    return state instanceof AwaitingRefs
        || state instanceof ShowingQr
        || state instanceof AwaitingCode
        || state instanceof PasskeyRequired;
  }

  /** What must be put away when a state is left for one that has no use for it. */
  private static List<Effect> leaving(State state) {
    return switch (state) {
      case ShowingQr q -> List.of(new Effect.HideQr(), new Effect.CloseLink(q.link()));
      case Linked linked -> List.of(new Effect.CloseLink(linked.link()));
      default -> List.of();
    };
  }
}
