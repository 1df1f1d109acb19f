package dev.wharf.session.message;

import dev.wharf.identity.Jid;
import dev.wharf.identity.MessageId;
import dev.wharf.limits.Limit;
import dev.wharf.limits.Verdict;
import dev.wharf.messaging.Failure;
import dev.wharf.messaging.Outgoing;
import dev.wharf.protocol.stanza.chat.ChatStates;
import dev.wharf.protocol.stanza.chat.MessageAck;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Lets the outbox of one account leave over one link: in the order of acceptance, a bounded number
 * ahead of the server's acks. A message that is not acked leaves again under its id, over this link
 * after a while, or over the next one.
 */
final class Sending {

  private static final Logger LOG = Logger.getLogger(Sending.class);
  private static final int AHEAD = 32;
  private static final Duration ACK_WITHIN = Duration.ofSeconds(45);
  private static final Duration AFTER_FAULT = Duration.ofSeconds(5);
  private static final Duration TYPING = Duration.ofMillis(40);
  private static final int LONGEST_TYPED = 125;
  private static final Duration LONGEST_REST = Duration.ofHours(1);

  /**
   * Not acked yet.
   *
   * @param phash over the devices that it went to, in a group
   */
  private record OnItsWay(Outgoing message, Optional<String> phash) {}

  private final Line line;
  private final MessageServices services;
  private final PersonPost persons;
  private final GroupPost groups;
  private final Refusals refusals;
  private final LimitDesk limits;
  private final Map<MessageId, OnItsWay> unacked = new HashMap<>();
  private final MediaDesk media;
  private Runnable alarm = () -> {};
  private boolean ready;
  private boolean busy;
  private boolean again;

  /** Whether the last look into the outbox did not reach its end. */
  private boolean more;

  /** Whether something may wait for its time; whatever is accepted meanwhile need not. */
  private boolean held;

  /** Before this nothing leaves. */
  private Instant notBefore = Instant.MIN;

  Sending(
      Line line,
      MessageServices services,
      PersonPost persons,
      GroupPost groups,
      Refusals refusals,
      LimitDesk limits,
      MediaDesk media) {
    this.line = line;
    this.services = services;
    this.persons = persons;
    this.groups = groups;
    this.refusals = refusals;
    this.limits = limits;
    this.media = media;
  }

  /** The account is online: {@link #pump} may be called. */
  void begin() {
    ready = true;
    held = true;
  }

  void end() {
    ready = false;
    alarm.run();
    unacked.clear();
  }

  /** There may be something to send. */
  void pump() {
    if (busy) {
      again = true;
      return;
    }
    if (!ready || !line.isOpen()) {
      return;
    }
    var rest = Duration.between(line.now(), notBefore);
    if (rest.isPositive()) {
      wakeAfter(rest);
      return;
    }
    busy = true;
    again = false;
    int room = AHEAD - unacked.size();
    line.run(() -> services.outbox().waiting(line.account(), line.now(), room, unacked.keySet()))
        .compose(waiting -> sendAll(waiting, room))
        .onComplete(
            done -> {
              busy = false;
              if (done.failed()) {
                LOG.warnf(
                    "sending failed accountId=%s cause=%s",
                    line.account(), Hopeless.describe(done.cause()));
                rest(AFTER_FAULT);
              } else if (done.result() || again) {
                pump();
              } else {
                sleep();
              }
            });
  }

  /**
   * Sends them one after the other. Whoever stays behind keeps those of its chat behind it.
   *
   * @return whether there may be more
   */
  private Future<Boolean> sendAll(List<Outgoing> waiting, int room) {
    more = waiting.size() == room;
    Set<Jid> behind = new HashSet<>();
    Future<Void> all = Future.succeededFuture();
    for (Outgoing message : waiting) {
      all =
          all.compose(
              done ->
                  mayLeave(message, behind)
                      ? send(message).onSuccess(sent -> noteBehind(message, behind)).mapEmpty()
                      : Future.succeededFuture());
    }
    return all.map(
        done -> {
          held |= !behind.isEmpty();
          boolean left = waiting.size() > behind.size();
          return left && (more || held) && unacked.size() < AHEAD;
        });
  }

  private boolean mayLeave(Outgoing message, Set<Jid> behind) {
    return line.isOpen()
        && unacked.size() < AHEAD
        && !notBefore.isAfter(line.now())
        && !behind.contains(message.to());
  }

  private void noteBehind(Outgoing message, Set<Jid> behind) {
    if (!unacked.containsKey(message.id())) {
      behind.add(message.to());
    }
  }

  private Future<Void> send(Outgoing message) {
    unacked.put(message.id(), new OnItsWay(message, Optional.empty()));
    boolean toGroup = message.to().server().equals(Jid.GROUP_SERVER);
    return type(message)
        .compose(
            done ->
                media.leave(message, whole -> toGroup ? groups.send(whole) : persons.send(whole)))
        .recover(failure -> refusals.asked(message, failure))
        .compose(outcome -> settle(message, outcome))
        .onFailure(failure -> unacked.remove(message.id()));
  }

  /** Shows somebody type for about as long as that takes, if that is wanted. */
  private Future<Void> type(Outgoing message) {
    if (!message.typing() || message.attempts() > 0) {
      return Future.succeededFuture();
    }
    line.send(ChatStates.say(message.to(), ChatStates.Kind.COMPOSING));
    var time = TYPING.multipliedBy(Math.min(message.payload().length, LONGEST_TYPED));
    Promise<Void> typed = Promise.promise();
    line.after(time, typed::complete);
    return typed.future();
  }

  private Future<Void> settle(Outgoing message, Outcome outcome) {
    return switch (outcome) {
      case Outcome.Left(var phash) -> {
        unacked.replace(message.id(), new OnItsWay(message, phash));
        line.after(ACK_WITHIN, () -> unanswered(message.id()));
        yield Future.succeededFuture();
      }
      case Outcome.Failed(var failure) -> settled(message, fail(message.id(), failure));
      case Outcome.Held(var until, var why, var others) -> {
        if (others) {
          notBefore = until;
        }
        yield settled(
            message,
            line.run(() -> services.outbox().postpone(line.account(), message.id(), until, why)));
      }
      case Outcome.Limited(var verdict) -> settled(message, limited(message, verdict));
      case Outcome.Undone _ -> settled(message, Future.succeededFuture());
    };
  }

  /** Not on its way any more, but only when that is stored: else it would leave once more. */
  private Future<Void> settled(Outgoing message, Future<Void> stored) {
    return stored.onComplete(done -> unacked.remove(message.id()));
  }

  /** First messages wait for themselves; every other limit holds up all that follow. */
  private Future<Void> limited(Outgoing message, Verdict.Refused verdict) {
    if (verdict.by() != Limit.NEW_CONTACTS_PER_DAY) {
      notBefore = verdict.freeAt();
    }
    return line.run(
            () ->
                services
                    .outbox()
                    .postpone(line.account(), message.id(), verdict.freeAt(), verdict.why()))
        .compose(done -> limits.announce(verdict));
  }

  private void unanswered(MessageId id) {
    if (unacked.remove(id) != null) {
      pump();
    }
  }

  private Future<Void> fail(MessageId id, Failure failure) {
    LOG.infof(
        "message failed accountId=%s messageId=%s code=%s", line.account(), id, failure.code());
    return line.run(() -> services.outbox().failed(line.account(), id, failure))
        .onSuccess(line::tell)
        .mapEmpty();
  }

  /** The server's word on a message of ours. */
  void acked(MessageAck ack) {
    if (ack.error().isPresent()) {
      OnItsWay refused = unacked.get(ack.id());
      if (refused != null) {
        refused(refused.message(), ack.error().getAsInt());
      }
      return;
    }
    OnItsWay there = unacked.remove(ack.id());
    var at = ack.at().orElse(line.now());
    line.run(
            () ->
                services
                    .commits()
                    .run(tx -> services.outbox().acked(tx, line.account(), ack.id(), at)))
        .onSuccess(line::tell)
        .onFailure(failure -> LOG.warnf("ack not stored accountId=%s", line.account()));
    if (there != null && isOther(ack.phash(), there.phash())) {
      groups.outdated(there.message().to(), ack.phash().orElseThrow()).onComplete(it -> pump());
    } else if (again || more && unacked.size() <= AHEAD / 2) {
      pump();
    }
  }

  /** Whether the server knows other devices of the group than those that got the message. */
  private static boolean isOther(Optional<String> theirs, Optional<String> ours) {
    return theirs.isPresent() && ours.isPresent() && !theirs.equals(ours);
  }

  /** Counts as on its way until it is clear what becomes of it, so that it does not leave again. */
  private void refused(Outgoing message, int code) {
    LOG.warnf(
        "message refused accountId=%s messageId=%s code=%d", line.account(), message.id(), code);
    refusals
        .ofMessage(message, code)
        .compose(outcome -> settle(message, outcome))
        .onComplete(
            done -> {
              unacked.remove(message.id());
              pump();
            });
  }

  private void rest(Duration time) {
    notBefore = line.now().plus(time);
    wakeAfter(time);
  }

  private void sleep() {
    if (!held) {
      return;
    }
    held = false;
    line.run(() -> services.outbox().nextDue(line.account(), unacked.keySet()))
        .onSuccess(
            due ->
                due.ifPresent(
                    at -> {
                      held = true;
                      wakeAfter(Duration.between(line.now(), later(at)).plusMillis(1));
                    }));
  }

  private Instant later(Instant due) {
    return due.isAfter(notBefore) ? due : notBefore;
  }

  private void wakeAfter(@Nullable Duration time) {
    alarm.run();
    var bounded = time == null || time.compareTo(LONGEST_REST) > 0 ? LONGEST_REST : time;
    alarm = line.after(bounded, this::pump);
  }
}
