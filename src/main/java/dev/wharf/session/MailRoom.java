package dev.wharf.session;

import dev.wharf.identity.AccountId;
import dev.wharf.identity.Jid;
import dev.wharf.protocol.pairing.DeviceKeys;
import dev.wharf.protocol.pairing.PairingIdentity;
import dev.wharf.protocol.stanza.Inbound;
import dev.wharf.protocol.stanza.Requests;
import dev.wharf.protocol.stanza.chat.Own;
import dev.wharf.session.message.Mail;
import dev.wharf.session.sync.AccountSync;
import io.vertx.core.Context;
import io.vertx.core.Future;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The messages of one conversation. Opens when it is known who we are: without our number, what
 * comes stays with the server until the next login.
 */
final class MailRoom {

  private final AccountId account;
  private final PairingIdentity identity;
  private final Supplier<DeviceKeys> keys;
  private final Context context;
  private final SessionServices services;
  private final Session session;
  private final Link link;
  private final Queries queries;
  private final Runnable renew;
  private @Nullable ConversationLine line;
  private @Nullable Mail mail;
  private boolean closed;

  /**
   * @param renew takes up a new link, for what was left to it
   */
  MailRoom(
      AccountId account,
      PairingIdentity identity,
      Supplier<DeviceKeys> keys,
      Context context,
      SessionServices services,
      Session session,
      Link link,
      Queries queries,
      Runnable renew) {
    this.account = account;
    this.identity = identity;
    this.keys = keys;
    this.context = context;
    this.services = services;
    this.session = session;
    this.link = link;
    this.queries = queries;
    this.renew = renew;
  }

  /** Empty until a stanza or the account's being online opened it. */
  Optional<Mail> mail() {
    return Optional.ofNullable(mail);
  }

  /** The account is online: what waits for it may leave. */
  void online() {
    open().ifPresent(Mail::begin);
  }

  /** The outbox has something new. */
  void wake() {
    mail().ifPresent(Mail::wake);
  }

  /** Completes when it is remembered what was missed. */
  Future<Void> dirty(String type) {
    return open().map(it -> it.dirty(type)).orElseGet(Future::succeededFuture);
  }

  void take(Inbound stanza) {
    var open = open().orElse(null);
    switch (stanza) {
      case Inbound.Message(var node) when open != null -> open.message(node);
      case Inbound.Receipt(var node) when open != null -> open.receipt(node);
      case Inbound.Notification it when open != null -> open.notification(it);
      case Inbound.Ack(var node) when open != null -> open.ack(node);
      case Inbound.Receipt(var node) -> link.send(Requests.ack(node, null));
      case Inbound.Notification it -> link.send(Requests.ack(it.node(), null));
      // A message that is not stored must not be acked: the server keeps it for the next login.
      case Inbound _ -> {}
    }
  }

  void close() {
    closed = true;
    if (line != null && mail != null) {
      line.close();
      mail.end();
    }
  }

  private Optional<Mail> open() {
    if (mail == null && !closed) {
      pn().ifPresent(this::open);
    }
    return mail();
  }

  private Optional<Jid> pn() {
    return identity.self().isPhone()
        ? Optional.of(identity.self())
        : session.phone().map(phone -> Jid.phone(phone.digits(), identity.lid().device()));
  }

  private void open(Jid pn) {
    line =
        new ConversationLine(
            account,
            new Own(pn, identity.lid()),
            keys,
            identity,
            context,
            services,
            session,
            link,
            queries,
            renew);
    mail =
        new Mail(
            line,
            session.lane(),
            services.messages(),
            (opened, own) -> new AccountSync(opened, own, services.sync()));
  }
}
