package dev.wharf.session.message;

import dev.wharf.limits.Limit;
import dev.wharf.messaging.Failure;
import dev.wharf.protocol.stanza.chat.Timelock;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Keeps first messages back while WhatsApp does not let the account write to strangers: for as long
 * as the server says, where it says so (messaging.md 13). What goes to known people goes on.
 */
final class TimelockDesk {

  /** Nobody says how long. */
  private static final Duration UNTOLD = Duration.ofHours(24);

  /** It was one person who could not be written to, but each further try counts against us. */
  private static final Duration NOT_LOCKED = Duration.ofHours(1);

  private static final Duration LONGEST = Duration.ofDays(365);
  private static final String WHY = Failures.TIMELOCKED.message();

  private final Line line;
  private final MessageServices services;
  private final LimitDesk limits;
  private Runnable moves = () -> {};
  private @Nullable Future<Instant> asking;

  TimelockDesk(Line line, MessageServices services, LimitDesk limits) {
    this.line = line;
    this.services = services;
    this.limits = limits;
  }

  /**
   * The account is online.
   *
   * @param moves called when first messages may leave that could not before
   */
  void begin(Runnable moves) {
    this.moves = moves;
  }

  /** A message was refused for it. Asks, once for all that are refused meanwhile. */
  Future<Failure> refused() {
    var running = asking;
    if (running == null || running.isComplete()) {
      running =
          line.ask(Timelock::question)
              .map(Timelock::answer)
              .otherwise(Optional.empty())
              .map(this::end)
              .compose(end -> hold(end).map(end));
      asking = running;
    }
    return running.map(Failures::timelocked);
  }

  private Instant end(Optional<Timelock> told) {
    Duration untold = told.filter(it -> !it.active()).isPresent() ? NOT_LOCKED : UNTOLD;
    return told.flatMap(this::end).orElseGet(() -> line.now().plus(untold));
  }

  private Optional<Instant> end(Timelock timelock) {
    Instant now = line.now();
    Instant latest = now.plus(LONGEST);
    return timelock
        .ends()
        .filter(end -> timelock.active() && end.isAfter(now))
        .map(end -> end.isAfter(latest) ? latest : end);
  }

  /** The server says that it began, ends at another time, or is over. */
  Future<Void> changed(Timelock timelock) {
    Future<Void> stored = timelock.active() ? move(end(Optional.of(timelock))) : release();
    return stored.compose(done -> resume());
  }

  private Future<Void> hold(Instant until) {
    return limits.hold(Limit.NEW_CONTACTS_PER_DAY, until, WHY);
  }

  private Future<Void> move(Instant until) {
    return limits.move(Limit.NEW_CONTACTS_PER_DAY, until, WHY);
  }

  private Future<Void> release() {
    return line.run(
        () -> services.limiter().release(line.account(), Limit.NEW_CONTACTS_PER_DAY, WHY));
  }

  /** What waits for it asks the limits again. */
  private Future<Void> resume() {
    return line.run(() -> services.outbox().resume(line.account(), WHY))
        .onSuccess(done -> moves.run());
  }
}
