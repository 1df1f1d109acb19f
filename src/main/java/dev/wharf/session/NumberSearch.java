package dev.wharf.session;

import dev.wharf.account.Fact;
import dev.wharf.account.lifecycle.Trigger;
import dev.wharf.event.PairedIdentity;
import dev.wharf.identity.AccountId;
import dev.wharf.identity.Jid;
import dev.wharf.identity.PhoneNumber;
import dev.wharf.protocol.stanza.Replies;
import dev.wharf.protocol.stanza.Requests;
import io.vertx.core.Future;
import java.util.Optional;
import java.util.Set;

/**
 * Looks for the phone number of an account whose pairing answer withheld it: at once, after 1, 2,
 * 4, 8 and 16 polls, and every quarter of a minute from then on, as long as the lifecycle lets it.
 * Lives on one context.
 */
final class NumberSearch {

  private static final Set<Integer> ASKS_AT = Set.of(1, 2, 4, 8, 16);
  private static final int LATER_EVERY = 15;

  private final AccountId account;
  private final long link;
  private final Jid lid;
  private final SessionServices services;
  private final Session session;
  private final Queries queries;
  private Timers.Alarm alarm = Timers.Alarm.NONE;
  private int polls;

  NumberSearch(
      AccountId account,
      long link,
      Jid lid,
      SessionServices services,
      Session session,
      Queries queries) {
    this.account = account;
    this.link = link;
    this.lid = lid;
    this.services = services;
    this.session = session;
    this.queries = queries;
  }

  void begin() {
    alarm.cancel();
    polls = 0;
    ask();
    schedule();
  }

  /** Asks the server once; empty if it does not tell. */
  Future<Optional<PhoneNumber>> ask() {
    return queries
        .ask(id -> Requests.phoneNumber(id, lid))
        .map(Replies::phoneOf)
        .onSuccess(phone -> phone.ifPresent(this::take));
  }

  void stop() {
    alarm.cancel();
  }

  /** Known to everybody before the account comes online by it. */
  private void take(PhoneNumber phone) {
    stop();
    var told = new PairedIdentity(phone.e164(), null, null, null);
    session
        .record(new Fact.Identified(account, services.clock().instant(), told, true))
        .onSuccess(recorded -> session.tell(new Trigger.NumberKnown(link, phone)));
  }

  private void schedule() {
    alarm = services.timers().after(services.config().phoneNumber().poll(), this::tick);
  }

  private void tick() {
    polls++;
    if (ASKS_AT.contains(polls) || polls > 16 && polls % LATER_EVERY == 0) {
      ask();
    }
    schedule();
  }
}
