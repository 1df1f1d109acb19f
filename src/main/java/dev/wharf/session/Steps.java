package dev.wharf.session;

import dev.wharf.account.Fact;
import dev.wharf.identity.AccountId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jboss.logging.Logger;

/** Keeps the time of each step of a link, for the history and the log. */
final class Steps {

  private static final Logger LOG = Logger.getLogger(Steps.class);

  private final AccountId account;
  private final long link;
  private final Clock clock;
  private final Conversation.Session session;
  private final Instant begin;
  private Instant last;

  Steps(AccountId account, long link, Clock clock, Conversation.Session session) {
    this.account = account;
    this.link = link;
    this.clock = clock;
    this.session = session;
    this.begin = clock.instant();
    this.last = begin;
  }

  void done(String step, String outcome) {
    Instant now = clock.instant();
    long millis = Duration.between(last, now).toMillis();
    last = now;
    session.record(new Fact.Step(account, now, link, step, millis, outcome));
  }

  void qrShown(int index) {
    if (index == 0) {
      long millis = Duration.between(begin, clock.instant()).toMillis();
      LOG.infof("QR generated in %d ms accountId=%s link=%d", millis, account, link);
      done("qr", "ok");
    }
  }
}
