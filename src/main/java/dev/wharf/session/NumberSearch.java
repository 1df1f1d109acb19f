package dev.wharf.session;

import dev.wharf.identity.Jid;
import dev.wharf.identity.PhoneNumber;
import dev.wharf.protocol.stanza.Replies;
import dev.wharf.protocol.stanza.Requests;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Looks for the phone number of an account whose pairing answer withheld it: at once, after 1, 2,
 * 4, 8 and 16 polls, and every quarter of a minute from then on, as long as the lifecycle lets it.
 * Lives on one context.
 */
final class NumberSearch {

  private static final Set<Integer> ASKS_AT = Set.of(1, 2, 4, 8, 16);
  private static final int LATER_EVERY = 15;

  private final Queries queries;
  private final Timers timers;
  private final Duration poll;
  private final Jid lid;
  private final Consumer<PhoneNumber> found;
  private Timers.Alarm alarm = Timers.Alarm.NONE;
  private int polls;

  NumberSearch(
      Queries queries, Timers timers, Duration poll, Jid lid, Consumer<PhoneNumber> found) {
    this.queries = queries;
    this.timers = timers;
    this.poll = poll;
    this.lid = lid;
    this.found = found;
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

  private void take(PhoneNumber phone) {
    stop();
    found.accept(phone);
  }

  private void schedule() {
    alarm = timers.after(poll, this::tick);
  }

  private void tick() {
    polls++;
    if (ASKS_AT.contains(polls) || polls > 16 && polls % LATER_EVERY == 0) {
      ask();
    }
    schedule();
  }
}
