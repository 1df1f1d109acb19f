package dev.wharf.session.message;

import dev.wharf.account.Fact;
import dev.wharf.event.Event;
import dev.wharf.identity.AccountId;
import dev.wharf.limits.Hold;
import dev.wharf.limits.Limit;
import dev.wharf.limits.Verdict;
import io.vertx.core.Future;
import java.time.Instant;

/**
 * Tells, once, which limit holds messages up, and keeps what WhatsApp itself forbids for a while.
 */
final class LimitDesk {

  private final Line line;
  private final MessageServices services;

  LimitDesk(Line line, MessageServices services) {
    this.line = line;
    this.services = services;
  }

  Future<Void> announce(Verdict.Refused verdict) {
    return line.run(() -> services.limiter().announce(line.account(), verdict, line.now()))
        .onSuccess(
            first -> {
              if (first) {
                tell(verdict.by(), verdict.freeAt(), verdict.why());
              }
            })
        .mapEmpty();
  }

  Future<Void> hold(Limit limit, Instant until, String why) {
    var hold = new Hold(limit, until, why);
    return line.run(() -> services.limiter().hold(line.account(), hold, line.now()))
        .onSuccess(done -> tell(hold));
  }

  /** As {@link #hold}, but a hold for the same reason ends then, be it sooner. */
  Future<Void> move(Limit limit, Instant until, String why) {
    var hold = new Hold(limit, until, why);
    return line.run(() -> services.limiter().move(line.account(), hold, line.now()))
        .onSuccess(done -> tell(hold));
  }

  private void tell(Hold hold) {
    tell(hold.limit(), hold.until(), hold.why());
  }

  private void tell(Limit limit, Instant until, String why) {
    line.report(
        new Fact.Happened(
            line.account(),
            line.now(),
            AccountId.random(services.random()).value(),
            new Event.LimitEvent(limit.word(), until, why)));
  }
}
