package dev.wharf.session;

import dev.wharf.account.lifecycle.Ending;
import dev.wharf.account.lifecycle.Reasons;
import dev.wharf.account.lifecycle.State;
import dev.wharf.event.Standing;
import dev.wharf.identity.AccountId;
import java.time.Duration;
import java.util.Locale;
import org.jboss.logging.Logger;

/**
 * What operators grep for. The wording before {@code accountId} is fixed: docs/api.md names it, and
 * people's alarms hang on it.
 */
final class LogLines {

  private static final Logger LOG = Logger.getLogger("dev.wharf.session");

  private LogLines() {}

  static void moved(AccountId account, State state, Standing was, Standing is, int attempts) {
    long link = state.trail().lastLink();
    LOG.infof(
        "account moved accountId=%s link=%d from=%s/%s to=%s/%s code=%s",
        account,
        link,
        was.status().word(),
        was.state(),
        is.status().word(),
        is.state(),
        is.reason() == null ? "-" : is.reason().code());
    switch (state) {
      case State.Online s ->
          LOG.infof("connected, phone ends %s accountId=%s link=%d", s.phone(), account, link);
      case State.Waiting s ->
          LOG.infof(
              "reconnecting in %ds (attempt %d/%d) accountId=%s code=%s",
              Duration.between(s.since(), s.nextRetryAt()).plusMillis(500).toSeconds(),
              s.trail().attempt(),
              attempts,
              account,
              s.reason().code());
      case State.Inactive s when Reasons.ATTEMPTS_EXHAUSTED.reason().equals(s.reason()) ->
          LOG.warnf("giving up after %d attempts accountId=%s", attempts, account);
      default -> {}
    }
  }

  static void disconnected(AccountId account, long link, Ending ending, String detail) {
    LOG.infof(
        "disconnected code=%d origin=%s kind=%s accountId=%s link=%d detail=%s",
        ending.wireCode(),
        ending.origin(),
        ending.kind().name().toLowerCase(Locale.ROOT),
        account,
        link,
        detail);
  }
}
