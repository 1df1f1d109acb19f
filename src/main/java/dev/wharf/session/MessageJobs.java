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
import java.time.Instant;
import java.util.List;
import org.jboss.logging.Logger;

/** What is looked after for the messages of all accounts. */
@ApplicationScoped
class MessageJobs {

  private static final Logger LOG = Logger.getLogger(MessageJobs.class);

  private static final Duration LOOK_BACK = Duration.ofDays(2);

  /** Between the storing of a message and the queueing of its event for the log, at most. */
  private static final Duration HANDED_OVER = Duration.ofMinutes(2);

  private static final Instant FOR_EVER = Instant.parse("9999-01-01T00:00:00Z");

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

  /**
   * What was stored when the last process died, and never told. Before any session runs. The event
   * log is written in order, so its newest event says when that was.
   *
   * @return since when something was looked for
   */
  Uni<Instant> tellUntold() {
    return log.newestAt()
        .map(at -> at.map(it -> it.minus(HANDED_OVER)).orElseGet(this::longAgo))
        .call(
            since ->
                messages
                    .unannounced(since, FOR_EVER)
                    .chain(untold -> log.promised().invoke(promised -> tell(untold, promised))));
  }

  /**
   * What was lost before that, because too much waited to be told. That is rare and dear to find,
   * so nobody waits for it.
   *
   * @param until since when {@link #tellUntold} looked
   */
  Uni<Void> tellForgotten(Instant until) {
    return messages
        .unannounced(longAgo(), until)
        .invoke(untold -> tell(untold, List.of()))
        .replaceWithVoid();
  }

  private Instant longAgo() {
    return clock.instant().minus(LOOK_BACK);
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
