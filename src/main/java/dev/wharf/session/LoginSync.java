package dev.wharf.session;

import dev.wharf.identity.AccountId;
import dev.wharf.protocol.stanza.Requests;
import io.vertx.core.Future;
import org.jboss.logging.Logger;

/**
 * What is asked after a login (connection.md 6.2): pre-keys are topped up, then the backlog is let
 * come.
 */
final class LoginSync {

  private static final Logger LOG = Logger.getLogger(LoginSync.class);

  private final AccountId account;
  private final PreKeyCare preKeys;
  private final Queries queries;

  LoginSync(AccountId account, PreKeyCare preKeys, Queries queries) {
    this.account = account;
    this.preKeys = preKeys;
    this.queries = queries;
  }

  /**
   * Completes when the account counts as online; fails if the server does not let the backlog come.
   */
  Future<Void> run() {
    return preKeys
        .beforeBacklog()
        .compose(done -> queries.ask(Requests::active))
        .onSuccess(done -> askTheRest())
        .mapEmpty();
  }

  /** The server told us that it runs out of pre-keys. */
  void refill() {
    preKeys.refill();
  }

  /** Asking on would make it worse. */
  static boolean isRateLimit(Throwable failure) {
    return failure instanceof Queries.Failed failed && failed.error().code() == 429;
  }

  /** Nobody waits for these. They are asked together, as other clients do (connection.md 6.2). */
  private void askTheRest() {
    Future.join(
            queries.ask(Requests::props),
            queries.ask(Requests::blocklist),
            queries.ask(Requests::privacy))
        .onFailure(failure -> LOG.debugf("settings unanswered accountId=%s", account));
    preKeys.compare();
  }
}
