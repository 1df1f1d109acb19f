package dev.wharf.session;

import dev.wharf.account.Fact;
import dev.wharf.account.Fleet;
import dev.wharf.account.lifecycle.Effect;
import dev.wharf.account.lifecycle.Goal;
import dev.wharf.account.lifecycle.Standings;
import dev.wharf.account.lifecycle.State;
import dev.wharf.account.lifecycle.Trigger;
import dev.wharf.event.PairedIdentity;
import dev.wharf.event.Qr;
import dev.wharf.event.Standing;
import dev.wharf.identity.AccountId;
import dev.wharf.identity.PhoneNumber;
import io.smallrye.mutiny.Uni;
import io.vertx.core.AbstractVerticle;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * One account, running. A mailbox: it asks the lifecycle table what a trigger means and carries out
 * the effects, one at a time, on its own context. What is said over a link is the {@link
 * Conversation}'s business.
 */
final class SessionVerticle extends AbstractVerticle implements Conversation.Session {

  private static final Logger LOG = Logger.getLogger(SessionVerticle.class);

  private final AccountId id;
  private final SessionServices services;
  private final CodeRequest codeRequest = new CodeRequest();
  private State state;
  private @Nullable Conversation conversation;
  private Future<Void> closing = Future.succeededFuture();
  private Future<Void> storing = Future.succeededFuture();
  private Future<Void> recorded = Future.succeededFuture();
  private Timers.Alarm alarm = Timers.Alarm.NONE;

  SessionVerticle(AccountId id, State start, SessionServices services) {
    this.id = id;
    this.state = start;
    this.services = services;
  }

  /** A state that was restored has its deadline too. */
  @Override
  public void start() {
    arm();
  }

  @Override
  public void stop(Promise<Void> stopped) {
    alarm.cancel();
    hangUp();
    closing.onComplete(done -> stopped.complete());
  }

  /**
   * Takes a trigger from anywhere.
   *
   * @return completes when what it led to is recorded
   */
  Future<Void> post(Trigger trigger) {
    Promise<Void> done = Promise.promise();
    context.runOnContext(
        v -> {
          tell(trigger);
          recorded.onComplete(done);
        });
    return done.future();
  }

  /** Asks for a pairing code from anywhere; connects first if need be. */
  Future<Fleet.PairingCode> postCodeRequest(PhoneNumber phone) {
    Promise<Fleet.PairingCode> done = Promise.promise();
    context.runOnContext(
        v -> {
          codeRequest
              .ask(phone, state, services.config().connectTimeout(), services.timers())
              .onComplete(done);
          tell(new Trigger.Initialize());
          codeRequest.serve(state, conversation, this);
        });
    return done.future();
  }

  @Override
  public void tell(Trigger trigger) {
    requireOwnContext();
    var before = state;
    var step = services.lifecycle().next(before, trigger, services.clock().instant());
    state = step.state();
    if (state != before) {
      arm();
      report(before);
    }
    for (Effect effect : step.effects()) {
      carryOut(effect);
    }
    if (state != before) {
      codeRequest.serve(state, conversation, this);
    }
  }

  private void requireOwnContext() {
    if (Vertx.currentContext() != context) {
      throw new IllegalStateException("not on the context of account " + id);
    }
  }

  private void carryOut(Effect effect) {
    switch (effect) {
      case Effect.AskForTurn(Goal goal) -> askForTurn(goal);
      case Effect.OpenLink(long link, Goal goal) -> closing.onComplete(done -> open(link, goal));
      case Effect.CloseLink(long link) -> hangUp();
      case Effect.Unlink(long link) -> unlink();
      case Effect.ShowQr show -> showQr(show);
      case Effect.HideQr _ -> record(new Fact.QrChanged(id, services.clock().instant(), null));
      case Effect.DropCredentials(String reason) -> dropCredentials(reason);
      case Effect.RenewVersion _ ->
          LOG.warnf(
              "client version outdated accountId=%s version=%s set=wharf.whatsapp.version",
              id, services.version());
    }
  }

  private void askForTurn(Goal goal) {
    var turnstile = goal == Goal.PAIR ? services.pairings() : services.logins();
    turnstile.enter(() -> context.runOnContext(v -> tell(new Trigger.Admitted())));
  }

  private void open(long link, Goal goal) {
    if (state instanceof State.Linked linked && linked.link() == link) {
      var opened = new Conversation(id, link, goal, vertx, services, this);
      conversation = opened;
      opened.open();
    }
  }

  private void unlink() {
    if (conversation != null) {
      var leaving = conversation;
      closing = leaving.unlink();
    }
  }

  private void hangUp() {
    if (conversation != null) {
      var leaving = conversation;
      conversation = null;
      closing = closing.transform(done -> leaving.close());
    }
  }

  private void showQr(Effect.ShowQr show) {
    if (conversation != null) {
      var qr =
          new Qr(
              conversation.qrText(show.index()), show.index() + 1, show.count(), show.expiresAt());
      record(new Fact.QrChanged(id, services.clock().instant(), qr));
    }
  }

  private void dropCredentials(String reason) {
    store(() -> services.credentials().archive(id, reason));
    record(new Fact.Identified(id, services.clock().instant(), PairedIdentity.UNKNOWN, false));
  }

  @Override
  public Future<Void> store(Supplier<Uni<Void>> work) {
    storing = storing.transform(done -> Bridge.on(context, work));
    storing.onFailure(
        failure -> LOG.errorf("key store failed accountId=%s cause=%s", id, failure.toString()));
    return storing;
  }

  @Override
  public Future<Void> record(Fact fact) {
    recorded = Bridge.on(context, () -> services.ledger().record(fact));
    return recorded;
  }

  /** One timer for the one deadline of the present state. */
  private void arm() {
    alarm.cancel();
    if (state instanceof State.Transient passing) {
      var left = Duration.between(services.clock().instant(), passing.deadline());
      alarm = services.timers().after(left.plusMillis(1), this::due);
    }
  }

  private void due() {
    var before = state;
    tell(new Trigger.Due());
    if (state == before) {
      arm();
    }
  }

  private void report(State before) {
    Standing was = Standings.of(before);
    Standing is = Standings.of(state);
    if (looksAlike(was, is)) {
      return;
    }
    LOG.infof(
        "account moved accountId=%s link=%d from=%s/%s to=%s/%s code=%s",
        id,
        state.trail().lastLink(),
        was.status().word(),
        was.state(),
        is.status().word(),
        is.state(),
        is.reason() == null ? "-" : is.reason().code());
    record(
        new Fact.Moved(
            id,
            services.clock().instant(),
            is,
            Standings.isResting(state),
            Standings.isWanted(state)));
  }

  /** Whether nobody outside can tell one from the other but by its age. */
  private static boolean looksAlike(Standing was, Standing is) {
    return is.equals(
        new Standing(
            was.status(),
            was.state(),
            is.since(),
            was.reason(),
            was.until(),
            was.nextRetryAt(),
            was.attempt()));
  }
}
