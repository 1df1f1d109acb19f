package dev.wharf.session.message;

import dev.wharf.identity.Jid;
import dev.wharf.limits.Charge;
import dev.wharf.limits.Verdict;
import dev.wharf.messaging.Outgoing;
import dev.wharf.messaging.Withdrawn;
import dev.wharf.protocol.node.Node;
import dev.wharf.protocol.signal.PreKeyBundle;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The last step of a message: in the account's lane it is encrypted, and in one transaction its
 * limits are charged, the ratchets are stored and the attempt is counted. Only then it leaves.
 */
final class Departure {

  /** What is made of the ratchets that were loaded. */
  interface Writing {
    /** Fails with {@link NobodyReads} if there is nobody to write to. */
    Future<Node> write(KeyWork work);
  }

  static final class NobodyReads extends RuntimeException {
    NobodyReads() {
      super("no device can read it", null, false, false);
    }
  }

  /** Nothing is agreed with these devices yet. */
  private static final class Strangers extends RuntimeException {
    private final List<Jid> devices;

    Strangers(List<Jid> devices) {
      super("no ratchets", null, false, false);
      this.devices = devices;
    }
  }

  private static final class OverLimit extends RuntimeException {
    private final Verdict.Refused verdict;

    OverLimit(Verdict.Refused verdict) {
      super(verdict.why(), null, false, false);
      this.verdict = verdict;
    }
  }

  private final Line line;
  private final Lane lane;
  private final MessageServices services;
  private final Agreements agreements;

  Departure(Line line, Lane lane, MessageServices services) {
    this.line = line;
    this.lane = lane;
    this.services = services;
    this.agreements = new Agreements(line);
  }

  /**
   * Sends a message to devices.
   *
   * @param devices whose ratchets it needs; those that have none are asked for first
   * @param recipients in a group, how many members it goes to; 0 for a person
   */
  Future<Outcome> leave(
      Outgoing message, Collection<Jid> devices, int recipients, Writing writing) {
    return attempt(message, devices, recipients, writing, Optional.empty())
        .recover(
            failure ->
                failure instanceof Strangers strangers
                    ? agreements
                        .fetch(strangers.devices)
                        .compose(
                            bundles ->
                                attempt(
                                    message, devices, recipients, writing, Optional.of(bundles)))
                    : Future.failedFuture(failure))
        .compose(this::send)
        .recover(Departure::refused);
  }

  /** Without bundles it fails with {@link Strangers} if nothing is agreed with some device. */
  private Future<Ready> attempt(
      Outgoing message,
      Collection<Jid> devices,
      int recipients,
      Writing writing,
      Optional<Map<Jid, PreKeyBundle>> bundles) {
    return lane.run(
        () -> {
          var work = new KeyWork(line, lane, services);
          return work.load(devices)
              .compose(loaded -> greet(work, devices, bundles))
              .compose(ready -> writing.write(work))
              .compose(
                  node -> store(message, recipients, work).map(pause -> new Ready(node, pause)));
        });
  }

  /** Whoever has no bundle even when asked for is left out. */
  private static Future<Void> greet(
      KeyWork work, Collection<Jid> devices, Optional<Map<Jid, PreKeyBundle>> bundles) {
    var strangers = devices.stream().filter(it -> !work.canSendTo(it)).toList();
    if (!strangers.isEmpty() && bundles.isEmpty()) {
      return Future.failedFuture(new Strangers(strangers));
    }
    bundles
        .orElse(Map.of())
        .forEach(
            (device, bundle) -> {
              if (strangers.contains(device)) {
                work.start(device, bundle);
              }
            });
    return Future.succeededFuture();
  }

  private record Ready(Node node, Duration pause) {}

  /** Its slot is that pause away: it is counted there, so it must not leave before. */
  private Future<Outcome> send(Ready ready) {
    if (ready.pause().isZero()) {
      return Future.succeededFuture(sent(ready.node()));
    }
    Promise<Outcome> left = Promise.promise();
    line.after(ready.pause(), () -> left.complete(sent(ready.node())));
    return left.future();
  }

  private Outcome sent(Node node) {
    if (!line.isOpen()) {
      return new Outcome.Undone();
    }
    line.send(node);
    return new Outcome.Left(node.string("phash"));
  }

  private Future<Duration> store(Outgoing message, int recipients, KeyWork work) {
    return KeyCommit.of(line, services, work)
        .compose(
            keys ->
                line.run(() -> services.commits().run(tx -> take(tx, message, recipients, keys)))
                    .map(Departure::granted)
                    .onSuccess(pause -> keys.stored()));
  }

  /** What is over a limit does not leave, and nothing of it is stored. */
  private Uni<Verdict> take(SqlConnection tx, Outgoing message, int recipients, KeyCommit keys) {
    return charge(tx, message)
        .call(
            verdict ->
                verdict instanceof Verdict.Granted
                    ? write(tx, message, recipients, keys)
                    : Uni.createFrom().voidItem());
  }

  private static Duration granted(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Granted(var pause) -> pause;
      case Verdict.Refused refused -> throw new OverLimit(refused);
    };
  }

  /** Neither waits for the other's answer: one round trip for both. */
  private Uni<Void> write(SqlConnection tx, Outgoing message, int recipients, KeyCommit keys) {
    return Uni.combine()
        .all()
        .unis(
            keys.in(tx),
            services.outbox().leaving(tx, line.account(), message.id(), line.now(), recipients))
        .discardItems();
  }

  /** What was charged once is not charged again when it is tried again. */
  private Uni<Verdict> charge(SqlConnection tx, Outgoing message) {
    if (message.attempts() > 0) {
      return Uni.createFrom().item(new Verdict.Granted(Duration.ZERO));
    }
    return services
        .limiter()
        .take(
            tx,
            line.account(),
            message.firstContact() ? Charge.firstMessage() : Charge.message(),
            line.now());
  }

  private static Future<Outcome> refused(Throwable failure) {
    return switch (failure) {
      case OverLimit over -> Future.succeededFuture(new Outcome.Limited(over.verdict));
      case Withdrawn _ -> Future.succeededFuture(new Outcome.Undone());
      default -> Future.failedFuture(failure);
    };
  }
}
