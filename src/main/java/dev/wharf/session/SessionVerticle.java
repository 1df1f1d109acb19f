package dev.wharf.session;

import dev.wharf.account.Fact;
import dev.wharf.account.Fleet;
import dev.wharf.account.Vitals;
import dev.wharf.account.lifecycle.Effect;
import dev.wharf.account.lifecycle.Goal;
import dev.wharf.account.lifecycle.Standings;
import dev.wharf.account.lifecycle.State;
import dev.wharf.account.lifecycle.Trigger;
import dev.wharf.directory.Refusal;
import dev.wharf.event.PairedIdentity;
import dev.wharf.event.Qr;
import dev.wharf.event.Standing;
import dev.wharf.identity.AccountId;
import dev.wharf.identity.PhoneNumber;
import dev.wharf.keystore.Credentials;
import dev.wharf.protocol.node.Node;
import dev.wharf.session.message.Lane;
import dev.wharf.session.message.Mail;
import io.smallrye.mutiny.Uni;
import io.vertx.core.AbstractVerticle;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * One account, running. A mailbox: it asks the lifecycle table what a trigger means and carries out
 * the effects, one at a time, on its own context. What is said over a link is the {@link
 * Conversation}'s business.
 */
final class SessionVerticle extends AbstractVerticle implements Session {

  private static final int MOST_OWED = 16;

  private static final Logger LOG = Logger.getLogger(SessionVerticle.class);

  private final AccountId id;
  private final SessionServices services;
  private final CodeRequest codeRequest = new CodeRequest();
  private State state;
  private volatile @Nullable Conversation conversation;
  private final Lane lane = new Lane();
  private final List<Node> owed = new ArrayList<>();
  private Future<Void> closing = Future.succeededFuture();
  private Future<Void> storing = Future.succeededFuture();
  private Future<Void> recorded = Future.succeededFuture();
  private Timers.Alarm alarm = Timers.Alarm.NONE;
  private Turnstile.@Nullable Passage onItsWay;

  /** Of the verticle, not of the account: whose turn comes now must not open a link any more. */
  private boolean stopping;

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
    stopping = true;
    alarm.cancel();
    endPassage();
    hangUp();
    Future.join(closing, storing, recorded, lane.idle()).onComplete(done -> stopped.complete());
  }

  /** From anywhere. */
  Optional<Vitals> vitals() {
    return Optional.ofNullable(conversation).map(Conversation::vitals);
  }

  /** The outbox has something for this account; from anywhere. */
  void postMail() {
    context.runOnContext(
        v -> {
          if (conversation != null) {
            conversation.wake();
          }
        });
  }

  /** Asks WhatsApp something over the link, from anywhere; fails if the account is not online. */
  <T> Future<T> postOrder(Function<Mail, Future<T>> order) {
    return onContext(
        () -> {
          var open =
              state instanceof State.Online
                  ? Optional.ofNullable(conversation).flatMap(Conversation::mail)
                  : Optional.<Mail>empty();
          return open.map(order).orElseGet(() -> Future.failedFuture(Refusal.notOnline()));
        });
  }

  @Override
  public Lane lane() {
    return lane;
  }

  @Override
  public Optional<PhoneNumber> phone() {
    return Optional.ofNullable(state.trail().phone());
  }

  /** Asks the server for our own number, from anywhere. */
  Future<Optional<PhoneNumber>> postNumberQuestion() {
    return onContext(
        () ->
            conversation == null
                ? Future.failedFuture(Refusals.notOnline())
                : conversation.askNumber().recover(SessionVerticle::unanswered));
  }

  /** Takes archived credentials back, from anywhere. */
  Future<Void> postRestoreCredentials() {
    return onContext(
        () ->
            state instanceof State.Inactive && !state.trail().paired()
                // After what is being put away: taken back before, they would be archived again.
                ? storing
                    .transform(done -> Bridge.on(context, () -> services.credentials().restore(id)))
                    .compose(this::credentialsBack)
                : Future.failedFuture(Refusals.notInactive()));
  }

  private Future<Void> credentialsBack(Optional<Credentials> found) {
    var identity = found.map(Credentials::identity).orElse(null);
    if (identity == null) {
      return Future.failedFuture(Refusals.noArchive());
    }
    record(new Fact.Identified(id, services.clock().instant(), Identities.of(identity), true));
    tell(new Trigger.CredentialsBack());
    return recorded;
  }

  private <T> Future<T> onContext(Supplier<Future<T>> work) {
    Promise<T> done = Promise.promise();
    context.runOnContext(v -> work.get().onComplete(done));
    return done.future();
  }

  private static <T> Future<T> unanswered(Throwable failure) {
    return Future.failedFuture(
        failure instanceof Queries.Unanswered ? Refusals.notOnline() : failure);
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
    if (stopping) {
      return;
    }
    var before = state;
    var step = services.lifecycle().next(before, trigger, services.clock().instant());
    state = step.state();
    // Said first, so that nobody sees an account that is logged out and paired.
    step.effects().stream()
        .filter(Effect.DropCredentials.class::isInstance)
        .forEach(this::carryOut);
    if (state != before) {
      arm();
      report(before);
    }
    step.effects().stream()
        .filter(effect -> !(effect instanceof Effect.DropCredentials))
        .forEach(this::carryOut);
    if (step.effects().stream().anyMatch(Effect.OpenLink.class::isInstance)
        && !(before instanceof State.Queued)) {
      // It did not wait for its turn; others wait for it.
      services.logins().enter(Turnstile.Passage::end);
    }
    if (state != before) {
      codeRequest.serve(state, conversation, this);
    }
    if (state instanceof State.Online
        && !(before instanceof State.Online)
        && conversation != null) {
      conversation.online();
    }
    if (!isOnItsWay(state)) {
      endPassage();
    }
  }

  private static boolean isOnItsWay(State state) {
    return switch (state) {
      case State.Dialing _, State.AwaitingRefs _, State.LoggingIn _, State.Syncing _ -> true;
      default -> false;
    };
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
      case Effect.SearchNumber(long link) -> searchNumber();
      case Effect.HideQr _ -> record(new Fact.QrChanged(id, services.clock().instant(), null));
      case Effect.DropCredentials(String reason) -> dropCredentials(reason);
      case Effect.RenewVersion _ -> services.versions().outdated(id);
    }
  }

  private void askForTurn(Goal goal) {
    var turnstile = goal == Goal.PAIR ? services.pairings() : services.logins();
    turnstile.enter(passage -> context.runOnContext(v -> admitted(passage)));
  }

  private void admitted(Turnstile.Passage passage) {
    endPassage();
    onItsWay = passage;
    tell(new Trigger.Admitted());
  }

  /** It is online, or has stopped trying: others may come. */
  private void endPassage() {
    if (onItsWay != null) {
      onItsWay.end();
      onItsWay = null;
    }
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

  private void searchNumber() {
    if (conversation != null) {
      conversation.searchNumber();
    }
  }

  private void dropCredentials(String reason) {
    var gone = new Fact.Identified(id, services.clock().instant(), PairedIdentity.UNKNOWN, false);
    // Said first: killed in between, the account counts as unpaired and its keys are still there.
    recorded =
        store(
            () ->
                services
                    .ledger()
                    .record(gone)
                    .chain(() -> services.credentials().archive(id, reason)));
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

  @Override
  public void owe(Node ack) {
    if (owed.size() < MOST_OWED) {
      owed.add(ack);
    }
  }

  @Override
  public List<Node> takeOwed() {
    var due = List.copyOf(owed);
    owed.clear();
    return due;
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
    LogLines.moved(id, state, was, is, services.timings().attempts());
    record(
        new Fact.Moved(
            id,
            services.clock().instant(),
            is,
            Standings.isResting(state),
            Standings.isWanted(state),
            state.trail().activationEnds()));
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
