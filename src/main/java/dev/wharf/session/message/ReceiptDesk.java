package dev.wharf.session.message;

import dev.wharf.identity.Jid;
import dev.wharf.identity.MessageId;
import dev.wharf.messaging.Seen;
import dev.wharf.protocol.ProtocolFault;
import dev.wharf.protocol.node.Node;
import dev.wharf.protocol.stanza.Requests;
import dev.wharf.protocol.stanza.chat.IncomingReceipt;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jboss.logging.Logger;

/** What others say of our messages: stored, then acked. */
final class ReceiptDesk {

  private static final Logger LOG = Logger.getLogger(ReceiptDesk.class);

  private final Line line;
  private final MessageServices services;
  private final Roster roster;
  private final Retries retries;
  private final Lane order = new Lane();

  ReceiptDesk(Line line, MessageServices services, Roster roster, Retries retries) {
    this.line = line;
    this.services = services;
    this.roster = roster;
    this.retries = retries;
  }

  /** Completes, always well, when it is dealt with or left to the next login. */
  Future<Void> received(Node stanza) {
    return order
        .run(() -> line.isOpen() ? take(stanza) : Future.<Void>succeededFuture())
        .recover(failure -> failed(failure))
        .onSuccess(done -> line.send(Requests.ack(stanza, null)))
        .otherwiseEmpty();
  }

  /** A receipt that fails for ever is acked, so that it does not come for ever. */
  private Future<Void> failed(Throwable failure) {
    boolean hopeless = Hopeless.is(failure);
    LOG.warnf(
        "%s accountId=%s cause=%s",
        hopeless ? "receipt passed over" : "receipt left to the next login",
        line.account(),
        Hopeless.describe(failure));
    return hopeless ? Future.succeededFuture() : Future.failedFuture(failure);
  }

  private Future<Void> take(Node stanza) {
    IncomingReceipt receipt;
    try {
      receipt = IncomingReceipt.parse(stanza, line.own());
    } catch (ProtocolFault fault) {
      LOG.warnf("receipt not read accountId=%s path=%s", line.account(), fault.path());
      return Future.succeededFuture();
    }
    return roster.lidFirst(receipt.chat()).compose(chat -> take(receipt, chat));
  }

  private Future<Void> take(IncomingReceipt receipt, Jid chat) {
    return switch (receipt.kind()) {
      case DELIVERED, INACTIVE -> seen(receipt, chat, Seen.Kind.DELIVERED, false);
      case READ -> seen(receipt, chat, Seen.Kind.READ, false);
      case PLAYED -> seen(receipt, chat, Seen.Kind.PLAYED, false);
      case READ_SELF -> seen(receipt, chat, Seen.Kind.READ, true);
      case PLAYED_SELF -> seen(receipt, chat, Seen.Kind.PLAYED, true);
      case RETRY -> again(receipt, chat);
      case SENDER, SERVER_ERROR, PEER, HISTORY, OTHER -> Future.succeededFuture();
    };
  }

  /** Whoever asks in vain is not heard again: the ack must leave either way. */
  private Future<Void> again(IncomingReceipt receipt, Jid chat) {
    return retries
        .asked(receipt, chat)
        .recover(
            failure -> {
              LOG.warnf(
                  "message not sent again accountId=%s cause=%s",
                  line.account(), Hopeless.describe(failure));
              return Future.succeededFuture();
            });
  }

  private Future<Void> seen(IncomingReceipt receipt, Jid chat, Seen.Kind kind, boolean bySelf) {
    boolean own = bySelf || line.own().is(receipt.by()) && kind != Seen.Kind.DELIVERED;
    if (!bySelf && kind == Seen.Kind.DELIVERED && line.own().is(receipt.by())) {
      return Future.succeededFuture();
    }
    Instant at = receipt.at().orElse(line.now());
    return own || !chat.server().equals(Jid.GROUP_SERVER)
        ? roster
            .lidFirst(receipt.by().bare())
            .compose(by -> store(List.of(new Seen(chat, by, kind, receipt.ids(), at, own))))
        : members(receipt, chat, kind, at);
  }

  /** However many they are, they are stored at once. */
  private Future<Void> members(IncomingReceipt receipt, Jid chat, Seen.Kind kind, Instant at) {
    Map<Reader, List<MessageId>> readers = new LinkedHashMap<>();
    if (receipt.readers().isEmpty()) {
      readers.put(new Reader(receipt.by().bare(), at), receipt.ids());
    }
    receipt
        .readers()
        .forEach(
            it ->
                readers
                    .computeIfAbsent(
                        new Reader(it.user().bare(), it.at().orElse(at)), one -> new ArrayList<>())
                    .add(it.id()));
    return roster
        .known(readers.keySet().stream().map(Reader::user).distinct().toList())
        .compose(
            lids ->
                store(
                    readers.entrySet().stream()
                        .map(
                            it -> {
                              Reader one = it.getKey();
                              Jid by = lids.getOrDefault(one.user(), one.user());
                              return new Seen(chat, by, kind, it.getValue(), one.at(), false);
                            })
                        .toList()));
  }

  private record Reader(Jid user, Instant at) {}

  private Future<Void> store(List<Seen> seen) {
    var messages = services.messages();
    return line.run(
            () ->
                services
                    .commits()
                    .run(
                        tx ->
                            seen.size() == 1
                                ? messages.receipt(tx, line.account(), seen.getFirst())
                                : messages.receipts(tx, line.account(), seen)))
        .onSuccess(line::tell)
        .mapEmpty();
  }
}
