package dev.wharf.session.message;

import dev.wharf.identity.Jid;
import dev.wharf.limits.Limit;
import dev.wharf.messaging.Failure;
import dev.wharf.messaging.Outgoing;
import io.vertx.core.Future;
import io.vertx.pgclient.PgException;
import java.time.Duration;
import java.time.Instant;
import org.jboss.logging.Logger;

/** What a refusal of the server means for the message, and for those behind it. */
final class Refusals {

  private static final Logger LOG = Logger.getLogger(Refusals.class);
  private static final int RATE_OVERLIMIT = 429;
  private static final int TIMELOCKED = 463;
  private static final int CAPPED = 475;
  private static final int STALE_GROUP = 421;
  private static final int MALFORMED = 479;
  private static final Duration COOLDOWN = Duration.ofSeconds(60);
  private static final String TOO_FAST =
      "WhatsApp says that this account does too much. Nothing is sent for a minute.";
  private static final Duration SERVER_REST = Duration.ofSeconds(10);
  private static final Duration LONGEST_REST = Duration.ofMinutes(10);
  private static final int TRIES = 5;

  private static final Duration CAP = Duration.ofHours(24);

  private final Line line;
  private final Roster roster;
  private final GroupPost groups;
  private final LimitDesk limits;
  private final TimelockDesk timelock;

  Refusals(Line line, Roster roster, GroupPost groups, LimitDesk limits, TimelockDesk timelock) {
    this.line = line;
    this.roster = roster;
    this.groups = groups;
    this.limits = limits;
    this.timelock = timelock;
  }

  /** The server refused the message itself (messaging.md 3.2, 5.7). */
  Future<Outcome> ofMessage(Outgoing message, int code) {
    return message.to().server().equals(Jid.GROUP_SERVER)
        ? ofGroupMessage(message, code)
        : ofAnyMessage(message, code);
  }

  private Future<Outcome> ofGroupMessage(Outgoing message, int code) {
    return switch (code) {
      case STALE_GROUP ->
          groups
              .refresh(message.to())
              .<Outcome>map(
                  done ->
                      message.attempts() < TRIES
                          ? new Outcome.Held(line.now(), "group_changed", false)
                          : new Outcome.Failed(Failures.refused(code)))
              .recover(failure -> asked(message, failure));
      case 403, 404 ->
          groups
              .refresh(message.to())
              .<Outcome>map(done -> new Outcome.Failed(Failures.NOT_ALLOWED_IN_GROUP))
              .recover(failure -> asked(message, failure));
      default -> ofAnyMessage(message, code);
    };
  }

  private Future<Outcome> ofAnyMessage(Outgoing message, int code) {
    return switch (code) {
      case RATE_OVERLIMIT -> cooldown();
      case TIMELOCKED -> timelock.refused().map(Outcome.Failed::new);
      case CAPPED -> noNewChats(Failures.CAPPED, CAP);
      case MALFORMED -> Future.succeededFuture(new Outcome.Failed(Failures.MALFORMED));
      case 404 ->
          roster
              .forget(java.util.List.of(message.to().bare()))
              .map(done -> new Outcome.Failed(Failures.RECIPIENT_UNKNOWN));
      case 500, 503 ->
          Future.succeededFuture(
              message.attempts() < TRIES
                  ? new Outcome.Held(after(SERVER_REST), "server_trouble", false)
                  : new Outcome.Failed(Failures.refused(code)));
      default -> Future.succeededFuture(new Outcome.Failed(Failures.refused(code)));
    };
  }

  /** Not tried again by itself: that is what leads to bans. Others to strangers wait as well. */
  private Future<Outcome> noNewChats(Failure failure, Duration time) {
    return limits
        .hold(Limit.NEW_CONTACTS_PER_DAY, after(time), failure.message())
        .map(done -> new Outcome.Failed(failure));
  }

  /**
   * A message could not be got ready: the server refused a question that had to be asked first,
   * left it unanswered, or answered nonsense. Only that message waits, the longer the older it is:
   * those behind it may be to somebody else.
   */
  Future<Outcome> asked(Outgoing message, Throwable failure) {
    if (failure instanceof Line.Refused refused) {
      switch (refused.code()) {
        case RATE_OVERLIMIT:
          return cooldown();
        case 403, 404:
          return Future.succeededFuture(new Outcome.Failed(Failures.NOT_IN_GROUP));
        default:
          break;
      }
    }
    if (!line.isOpen()) {
      return Future.succeededFuture(new Outcome.Undone());
    }
    if (failure instanceof PgException && !Hopeless.is(failure)) {
      return Future.failedFuture(failure);
    }
    LOG.warnf(
        "message not got ready accountId=%s messageId=%s cause=%s",
        line.account(), message.id(), Hopeless.describe(failure));
    return Future.succeededFuture(new Outcome.Held(after(rest(message)), "server_trouble", false));
  }

  private Duration rest(Outgoing message) {
    var half = Duration.between(message.acceptedAt(), line.now()).dividedBy(2);
    return half.compareTo(SERVER_REST) < 0
        ? SERVER_REST
        : half.compareTo(LONGEST_REST) > 0 ? LONGEST_REST : half;
  }

  /** Asking or sending on would make it worse. */
  private Future<Outcome> cooldown() {
    Instant until = after(COOLDOWN);
    return limits
        .hold(Limit.MESSAGES_PER_MINUTE, until, TOO_FAST)
        .map(done -> new Outcome.Held(until, TOO_FAST, true));
  }

  private Instant after(Duration time) {
    return line.now().plus(time);
  }
}
