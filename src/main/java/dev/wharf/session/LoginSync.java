package dev.wharf.session;

import dev.wharf.identity.AccountId;
import dev.wharf.protocol.node.Node;
import dev.wharf.protocol.pairing.DeviceKeys;
import dev.wharf.protocol.stanza.Replies;
import dev.wharf.protocol.stanza.Requests;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import org.jboss.logging.Logger;

/**
 * What is asked after a login (connection.md 6.2): pre-keys are topped up, then the backlog is let
 * come.
 */
final class LoginSync {

  private static final Logger LOG = Logger.getLogger(LoginSync.class);

  private final AccountId account;
  private final DeviceKeys keys;
  private final Vertx vertx;
  private final SessionServices services;
  private final Session session;
  private final Queries queries;

  LoginSync(
      AccountId account,
      DeviceKeys keys,
      Vertx vertx,
      SessionServices services,
      Session session,
      Queries queries) {
    this.account = account;
    this.keys = keys;
    this.vertx = vertx;
    this.services = services;
    this.session = session;
    this.queries = queries;
  }

  /**
   * Completes when the account counts as online; fails if the server does not let the backlog come.
   */
  Future<Void> run() {
    return queries
        .ask(Requests::preKeyCount)
        .map(reply -> Replies.preKeyCount(reply).orElse(0))
        .compose(this::topUp)
        .recover(this::without)
        .compose(done -> queries.ask(Requests::active))
        .onSuccess(done -> askTheRest())
        .mapEmpty();
  }

  /** The server told us that it runs out of pre-keys. */
  void refill() {
    upload(services.config().preKeys()).recover(this::without);
  }

  private Future<Void> topUp(int onServer) {
    return onServer > services.config().preKeysLow()
        ? Future.succeededFuture()
        : upload(services.config().preKeys());
  }

  private Future<Void> upload(int count) {
    var context = vertx.getOrCreateContext();
    return Bridge.on(context, () -> services.preKeys().allocate(account, count, services.random()))
        .compose(
            preKeys ->
                queries
                    .ask(id -> Requests.uploadPreKeys(id, keys, preKeys))
                    .compose(
                        done ->
                            session.store(
                                () ->
                                    services.preKeys().uploaded(account, preKeys.getLast().id()))));
  }

  /** Without fresh pre-keys the account can still be online; the next login tries again. */
  private Future<Void> without(Throwable failure) {
    if (isRateLimit(failure)) {
      return Future.failedFuture(failure);
    }
    LOG.warnf("pre-keys not topped up accountId=%s cause=%s", account, failure.getMessage());
    return Future.succeededFuture();
  }

  /** Asking on would make it worse. */
  static boolean isRateLimit(Throwable failure) {
    return failure instanceof Queries.Failed failed && failed.error().code() == 429;
  }

  /** Nobody waits for these. */
  private void askTheRest() {
    Future<Node> props = queries.ask(Requests::props);
    props
        .eventually(() -> queries.ask(Requests::blocklist))
        .eventually(() -> queries.ask(Requests::privacy))
        .onFailure(failure -> LOG.debugf("settings unanswered accountId=%s", account));
  }
}
