package dev.wharf.session;

import dev.wharf.account.Fact;
import dev.wharf.account.lifecycle.Goal;
import dev.wharf.identity.AccountId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the time and the outcome of each step of a link, for the history and the log. A step that
 * was begun has an outcome, whichever way the link ends.
 */
final class Steps {

  private static final Logger LOG = Logger.getLogger(Steps.class);
  static final String OK = "ok";

  /** Wharf did not wait any longer, or was told to stop. */
  static final String ABANDONED = "abandoned";

  private final AccountId account;
  private final long link;
  private final Goal goal;
  private final Clock clock;
  private final Session session;
  private final Instant begin;
  private Instant last;

  /** What the conversation waits for, if it has a name; until the handshake the link tells. */
  private @Nullable String underway;

  Steps(AccountId account, long link, Goal goal, Clock clock, Session session) {
    this.account = account;
    this.link = link;
    this.goal = goal;
    this.clock = clock;
    this.session = session;
    this.begin = clock.instant();
    this.last = begin;
  }

  /** The credentials are there, and the server is called. */
  void dialing() {
    last = clock.instant();
  }

  /**
   * @param outcome {@code ok}, or in one stable word why there is no next step
   */
  void done(String step, String outcome) {
    Instant now = clock.instant();
    long millis = Duration.between(last, now).toMillis();
    last = now;
    underway = OK.equals(outcome) ? after(step) : null;
    session.record(new Fact.Step(account, now, link, step, millis, outcome));
  }

  private @Nullable String after(String step) {
    return switch (step) {
      // A pairing waits for people from here on.
      case "handshake" -> goal == Goal.LOGIN ? "login" : null;
      case "login" -> "sync";
      default -> null;
    };
  }

  /** The link is over; what was under way has failed by that. */
  void closed(String outcome) {
    fail(outcome);
    done("closed", outcome);
  }

  /** Wharf itself gives the link up. */
  void abandoned() {
    fail(ABANDONED);
  }

  private void fail(String outcome) {
    if (underway != null) {
      done(underway, outcome);
    }
  }

  void qrShown(int index) {
    if (index == 0) {
      long millis = Duration.between(begin, clock.instant()).toMillis();
      LOG.infof("QR generated in %d ms accountId=%s link=%d", millis, account, link);
      done("qr", OK);
    }
  }
}
