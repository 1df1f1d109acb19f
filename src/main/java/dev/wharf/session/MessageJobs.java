package dev.wharf.session;

import dev.wharf.account.AccountLedger;
import dev.wharf.account.Fact;
import dev.wharf.event.EventLog;
import dev.wharf.messaging.Announcement;
import dev.wharf.messaging.MessageStore;
import dev.wharf.messaging.Outbox;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.jboss.logging.Logger;

/** What is looked after for the messages of all accounts. */
@ApplicationScoped
class MessageJobs {

  private static final Logger LOG = Logger.getLogger(MessageJobs.class);

  /** Nobody's process lies dead longer with something untold. */
  private static final Duration LOOK_BACK = Duration.ofDays(2);

  private final Outbox outbox;
  private final MessageStore messages;
  private final EventLog log;
  private final AccountLedger ledger;
  private final Clock clock;

  MessageJobs(
      Outbox outbox, MessageStore messages, EventLog log, AccountLedger ledger, Clock clock) {
    this.outbox = outbox;
    this.messages = messages;
    this.log = log;
    this.ledger = ledger;
    this.clock = clock;
  }

  /** Gives up what could not be sent in the time it had. */
  Uni<Void> expire() {
    return outbox
        .expire(clock.instant())
        .invoke(expired -> expired.forEach(this::tell))
        .replaceWithVoid();
  }

  /** What was stored when the last process died, and never told. Before any session runs. */
  Uni<Void> tellUntold() {
    return messages
        .unannounced(clock.instant().minus(LOOK_BACK))
        .chain(untold -> log.promised().invoke(promised -> tell(untold, promised)))
        .replaceWithVoid();
  }

  private void tell(List<Announcement> untold, List<EventLog.Draft> promised) {
    int count = untold.size() + promised.size();
    if (count > 0) {
      LOG.infof("telling what the last process left untold events=%d", count);
    }
    promised.forEach(
        one -> tell(new Fact.Happened(one.account(), one.at(), one.id(), one.event())));
    untold.forEach(this::tell);
  }

  private void tell(Announcement one) {
    tell(new Fact.Happened(one.account(), one.at(), one.eventId(), one.event()));
  }

  private void tell(Fact.Happened fact) {
    ledger
        .record(fact)
        .subscribe()
        .with(told -> {}, failure -> LOG.warnf("event not told accountId=%s", fact.account()));
  }
}
