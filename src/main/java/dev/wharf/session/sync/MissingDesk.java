package dev.wharf.session.sync;

import dev.wharf.identity.Jid;
import dev.wharf.identity.MessageId;
import dev.wharf.messaging.Received;
import dev.wharf.messaging.content.Control;
import dev.wharf.messaging.content.MessageRef;
import dev.wharf.protocol.Opaque;
import dev.wharf.protocol.ProtocolFault;
import dev.wharf.protocol.history.HistoryPart;
import dev.wharf.protocol.history.HistoryValues;
import dev.wharf.session.message.Controls;
import dev.wharf.session.message.Lane;
import dev.wharf.session.message.Line;
import dev.wharf.session.message.OwnDevices;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Asks the own phone for messages that could not be opened and did not come again, and puts what it
 * sends in the place of their placeholders (messaging.md 7.7).
 */
final class MissingDesk {

  private static final Logger LOG = Logger.getLogger(MissingDesk.class);
  private static final int AT_ONCE = 50;

  /** A little later than the first of them is due. */
  private static final Duration SLACK = Duration.ofMillis(50);

  private final Line line;
  private final OwnDevices own;
  private final SyncServices services;
  private final Lane order = new Lane();
  private boolean waiting;
  private boolean more;

  MissingDesk(Line line, OwnDevices own, SyncServices services) {
    this.line = line;
    this.own = own;
    this.services = services;
  }

  /** Asks for what is due now, and for the rest when it is. */
  void look() {
    ask();
    later();
  }

  /** Asks when what is missing now is due. */
  void later() {
    if (waiting) {
      more = true;
      return;
    }
    waiting = true;
    line.after(
        Controls.COMES_AGAIN_WITHIN.plus(SLACK),
        () -> {
          waiting = false;
          ask();
          if (more) {
            more = false;
            later();
          }
        });
  }

  private void ask() {
    order
        .run(
            () ->
                line.run(() -> services.missing().due(line.account(), line.now(), AT_ONCE))
                    .compose(due -> due.isEmpty() ? Future.succeededFuture() : ask(due)))
        .onFailure(
            failure ->
                LOG.warnf(
                    "phone not asked for messages accountId=%s cause=%s",
                    line.account(), failure.toString()));
  }

  private Future<Void> ask(List<MessageRef> missing) {
    LOG.infof("phone asked for messages accountId=%s messages=%d", line.account(), missing.size());
    if (missing.size() == AT_ONCE) {
      later();
    }
    return own.tellPhone(new Control.PlaceholderRequest(missing))
        .compose(
            left ->
                line.isOpen()
                    ? line.run(() -> services.missing().asked(line.account(), missing))
                    : Future.<Void>succeededFuture());
  }

  /** What the phone has of them. */
  Future<Void> answered(List<Opaque> messages) {
    Future<Void> done = Future.succeededFuture();
    for (Opaque message : messages) {
      done = done.compose(before -> resent(message));
    }
    return done;
  }

  private Future<Void> resent(Opaque bytes) {
    try {
      var part = HistoryValues.resent(bytes.bytes());
      return part.isEmpty() ? Future.succeededFuture() : place(part.get());
    } catch (ProtocolFault fault) {
      LOG.warnf("resent message not read accountId=%s path=%s", line.account(), fault.path());
      return Future.succeededFuture();
    }
  }

  private Future<Void> place(HistoryPart.Message part) {
    Jid author = author(part);
    return Future.join(own.lidFirst(part.chat()), own.lidFirst(author))
        .compose(
            both -> {
              Jid chat = both.resultAt(0);
              Jid sender = both.resultAt(1);
              return other(chat)
                  .compose(
                      chatOther ->
                          other(sender)
                              .compose(
                                  senderOther ->
                                      store(received(part, chat, chatOther, sender, senderOther))));
            });
  }

  private Jid author(HistoryPart.Message part) {
    return part.fromMe() ? line.own().lid().bare() : part.sender().orElse(part.chat()).bare();
  }

  private Future<Optional<Jid>> other(Jid user) {
    return user.isLid()
        ? line.run(() -> services.lids().phonesOf(line.account(), List.of(user)))
            .map(found -> Optional.ofNullable(found.get(user)))
        : Future.succeededFuture(Optional.empty());
  }

  private Received received(
      HistoryPart.Message part,
      Jid chat,
      Optional<Jid> chatOther,
      Jid sender,
      Optional<Jid> senderOther) {
    return new Received(
        line.account(),
        new MessageId(part.id()),
        chat.bare(),
        chatOther,
        sender.bare(),
        senderOther,
        part.fromMe(),
        part.at().orElse(line.now()),
        part.pushName().orElse(null),
        part.message().map(Opaque::bytes).orElse(new byte[0]));
  }

  private Future<Void> store(Received message) {
    return line.run(
            () -> services.pool().withTransaction(tx -> services.messages().received(tx, message)))
        .onSuccess(line::tell)
        .mapEmpty();
  }
}
