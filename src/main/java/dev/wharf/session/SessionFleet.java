package dev.wharf.session;

import dev.wharf.account.AccountBoard;
import dev.wharf.account.Fleet;
import dev.wharf.account.Refused;
import dev.wharf.account.StoredAccount;
import dev.wharf.account.Vitals;
import dev.wharf.account.lifecycle.State;
import dev.wharf.account.lifecycle.Trigger;
import dev.wharf.directory.Refusal;
import dev.wharf.identity.AccountId;
import dev.wharf.identity.PhoneNumber;
import dev.wharf.messaging.Courier;
import dev.wharf.session.message.Mail;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jboss.logging.Logger;

/**
 * All sessions of this process. An account has a session from its first order, or from the start if
 * it is wanted.
 */
@ApplicationScoped
public class SessionFleet implements Fleet, Courier {

  private static final Logger LOG = Logger.getLogger(SessionFleet.class);

  private final Vertx vertx;
  private final SessionServices services;
  private final AccountBoard board;
  private final RestoreProgress progress;
  private volatile boolean draining;
  private final Map<AccountId, Future<SessionVerticle>> sessions = new ConcurrentHashMap<>();

  @Inject
  SessionFleet(
      Vertx vertx, SessionServices services, AccountBoard board, RestoreProgress progress) {
    this.progress = progress;
    this.vertx = vertx;
    this.board = board;
    this.services = services;
  }

  /** Brings back the accounts that were wanted when the process ended. */
  void restore(List<StoredAccount> accounts) {
    var wanted = accounts.stream().filter(StoredAccount::wanted).toList();
    LOG.infof("restoring accounts wanted=%d stored=%d", wanted.size(), accounts.size());
    progress.begin(wanted);
    for (StoredAccount account : wanted) {
      deploy(
              account.id(),
              Restoration.state(account.paired(), account.phoneNumber(), account.resting()))
          .compose(session -> session.post(Restoration.trigger(account, services.timings())))
          .onFailure(
              failure -> LOG.errorf("restore failed accountId=%s cause=%s", account.id(), failure));
    }
  }

  @Override
  public Uni<Void> order(AccountId account, Order order) {
    return Bridge.uni(
        () -> order == Order.DELETE ? delete(account) : post(account, trigger(order)));
  }

  private static Trigger trigger(Order order) {
    return switch (order) {
      case INITIALIZE -> new Trigger.Initialize();
      case RECONNECT -> new Trigger.Reconnect();
      case STOP -> new Trigger.Stop();
      case RESET -> new Trigger.Reset();
      case LOGOUT, DELETE -> new Trigger.Logout();
    };
  }

  private Future<Void> post(AccountId account, Trigger trigger) {
    return session(account).compose(session -> session.post(trigger));
  }

  private Future<Void> delete(AccountId account) {
    return post(account, trigger(Order.DELETE))
        .compose(done -> session(account))
        .compose(
            session -> {
              sessions.remove(account);
              return vertx.undeploy(session.deploymentID());
            })
        .compose(
            done ->
                Bridge.on(
                    vertx.getOrCreateContext(), () -> services.credentials().forget(account)));
  }

  @Override
  public Uni<PairingCode> pairingCode(AccountId account, PhoneNumber phone) {
    return Bridge.uni(() -> session(account).compose(session -> session.postCodeRequest(phone)));
  }

  @Override
  public Uni<Void> numberGiven(AccountId account, PhoneNumber phone) {
    return Bridge.uni(() -> post(account, new Trigger.NumberGiven(phone)));
  }

  @Override
  public Uni<Optional<PhoneNumber>> askNumber(AccountId account) {
    return Bridge.uni(() -> session(account).compose(SessionVerticle::postNumberQuestion));
  }

  @Override
  public Uni<Void> restoreCredentials(AccountId account) {
    return Bridge.uni(() -> session(account).compose(SessionVerticle::postRestoreCredentials));
  }

  @Override
  public Optional<Vitals> vitals(AccountId account) {
    var session = sessions.get(account);
    return session != null && session.succeeded() ? session.result().vitals() : Optional.empty();
  }

  /** A link that is not there yet reads them when it comes. */
  @Override
  public void settingsChanged(AccountId account) {
    var session = sessions.get(account);
    if (session != null && session.succeeded()) {
      session
          .result()
          .postOrder(
              mail -> {
                mail.settingsChanged();
                return Future.<Void>succeededFuture();
              });
    }
  }

  @Override
  public void wake(AccountId account) {
    var session = sessions.get(account);
    if (session != null && session.succeeded()) {
      session.result().postMail();
    }
  }

  /**
   * Asks WhatsApp something over the link of an account.
   *
   * @return fails with {@link Refusal} {@code not_online} if there is no such link
   */
  <T> Uni<T> ask(AccountId account, Function<Mail, Future<T>> order) {
    return Bridge.uni(
        () -> {
          var session = sessions.get(account);
          return session != null && session.succeeded()
              ? session.result().postOrder(order)
              : Future.failedFuture(Refusal.notOnline());
        });
  }

  /**
   * Takes no more orders and closes every session in order.
   *
   * @return how many there were
   */
  Uni<Integer> drain() {
    draining = true;
    var closing =
        sessions.values().stream()
            .map(
                session ->
                    session.compose(
                        running -> vertx.undeploy(running.deploymentID()).otherwiseEmpty()))
            .toList();
    int count = closing.size();
    return Bridge.uni(() -> Future.join(closing).otherwiseEmpty().map(count));
  }

  private Future<SessionVerticle> session(AccountId account) {
    if (draining) {
      return Future.failedFuture(Refusals.shuttingDown());
    }
    return board
        .view(account)
        .map(
            view ->
                deploy(
                    account,
                    Restoration.state(
                        view.paired(), view.identity().phoneNumber(), view.standing())))
        .orElseGet(
            () ->
                Future.failedFuture(
                    new Refused(
                        Refused.Kind.NOT_FOUND,
                        "account_not_found",
                        "There is no such account.",
                        null)));
  }

  /** The session of an account, deployed on its own context if it was not yet. */
  private Future<SessionVerticle> deploy(AccountId account, State start) {
    return sessions.computeIfAbsent(
        account,
        id -> {
          var verticle = new SessionVerticle(id, start, services);
          return vertx.deployVerticle(verticle).map(verticle);
        });
  }
}
