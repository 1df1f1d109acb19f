package dev.wharf.messaging;

import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.wharf.account.AccountLedger;
import dev.wharf.account.Accounts;
import dev.wharf.account.Fact;
import dev.wharf.account.NewAccount;
import dev.wharf.event.Event.MessageEvent;
import dev.wharf.event.Event.ReceiptEvent;
import dev.wharf.event.PairedIdentity;
import dev.wharf.identity.AccountId;
import dev.wharf.identity.Jid;
import dev.wharf.identity.MessageId;
import dev.wharf.messaging.content.Content.Text;
import dev.wharf.messaging.content.ContentCodec;
import dev.wharf.messaging.content.Written;
import dev.wharf.protocol.Opaque;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/** What tests of messages share: an account with its outbox and its store, and words for both. */
abstract class Mailbox {

  static final Duration WAIT = Duration.ofSeconds(30);
  static final Jid OWN_LID = Jid.lid("111111111111111", 0);
  static final Jid OWN_PHONE = Jid.phone("4915100000001", 0);
  static final Jid ADA = Jid.lid("222222222222222", 0);
  static final Jid ADA_PHONE = Jid.phone("4915100000002", 0);
  static final Jid BOB = Jid.lid("333333333333333", 0);
  static final Jid BOB_PHONE = Jid.phone("4915100000003", 0);
  static final Jid GROUP = Jid.of("120363000000000001", Jid.GROUP_SERVER);
  static final ObjectMapper JSON = new ObjectMapper();

  @Inject Accounts accounts;
  @Inject AccountLedger ledger;
  @Inject Outbox outbox;
  @Inject MessageStore store;
  @Inject Messages messages;
  @Inject Errands errands;
  @Inject Pool pool;

  AccountId account() {
    AccountId id = done(accounts.create(NewAccount.named("mailbox"))).id();
    var identity = new PairedIdentity("+4915100000001", OWN_LID.toString(), "Me", "android");
    done(ledger.record(new Fact.Identified(id, now(), identity, true)));
    return id;
  }

  static ObjectNode body(String json) {
    try {
      return (ObjectNode) JSON.readTree(json);
    } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  static NewMessage to(Jid chat, String json) {
    return new NewMessage(
        OWN_LID,
        Optional.of(OWN_PHONE),
        chat,
        body(json).put("to", chat.toString()),
        Optional.empty(),
        Optional.empty(),
        false);
  }

  static NewMessage text(Jid chat, String text) {
    var body = JSON.createObjectNode().put("type", "text").put("text", text);
    return to(chat, body.toString());
  }

  static NewMessage brief(Jid chat, Duration ttl) {
    NewMessage usual = text(chat, "brief");
    return new NewMessage(
        usual.self(),
        usual.selfOther(),
        chat,
        usual.body(),
        Optional.empty(),
        Optional.of(ttl),
        false);
  }

  MessageId accept(AccountId account, NewMessage message) {
    return done(outbox.accept(account, message, null)).id();
  }

  void leave(AccountId account, MessageId id) {
    done(pool.withTransaction(tx -> outbox.leaving(tx, account, id, now())));
  }

  /** Accepted, on the wire and acknowledged. */
  MessageId sent(AccountId account, NewMessage message) {
    MessageId id = accept(account, message);
    leave(account, id);
    done(outbox.acked(account, id, now()));
    return id;
  }

  static byte[] payload(Written written) {
    return ContentCodec.encode(written, new Opaque(new byte[32]));
  }

  static byte[] payload(String text) {
    return payload(Written.of(Text.of(text)));
  }

  static Received from(AccountId account, Jid sender, String id, byte[] payload) {
    return new Received(
        account,
        new MessageId(id),
        sender.bare(),
        Optional.empty(),
        sender,
        Optional.empty(),
        false,
        now(),
        "Push",
        payload);
  }

  static Received inGroup(AccountId account, Jid sender, String id, byte[] payload) {
    return new Received(
        account,
        new MessageId(id),
        GROUP,
        Optional.empty(),
        sender,
        Optional.empty(),
        false,
        now(),
        "Push",
        payload);
  }

  static Received fromPhone(AccountId account, Jid chat, String id, byte[] payload) {
    return new Received(
        account,
        new MessageId(id),
        chat,
        Optional.empty(),
        OWN_LID,
        Optional.of(OWN_PHONE),
        true,
        now(),
        null,
        payload);
  }

  static Unread unread(Received message, String reason) {
    return new Unread(
        message.account(),
        message.id(),
        message.chat(),
        message.chatOther(),
        message.sender(),
        message.senderOther(),
        message.fromMe(),
        message.at(),
        message.pushName(),
        reason);
  }

  List<Announcement> receive(Received message) {
    return done(pool.withTransaction(tx -> store.received(tx, message)));
  }

  List<Announcement> receive(Unread message) {
    return done(pool.withTransaction(tx -> store.undecryptable(tx, message)));
  }

  List<Announcement> seen(AccountId account, Jid chat, Jid by, Seen.Kind kind, MessageId... ids) {
    return done(store.receipt(account, new Seen(chat, by, kind, List.of(ids), now(), false)));
  }

  MessageView view(AccountId account, MessageId id) {
    return done(messages.get(account, id, null));
  }

  MessageState state(AccountId account, MessageId id) {
    return view(account, id).state();
  }

  /** Hands over what was announced, as the session does. */
  void tell(List<Announcement> announced) {
    announced.forEach(
        told ->
            done(
                ledger.record(
                    new Fact.Happened(told.account(), told.at(), told.eventId(), told.event()))));
  }

  static MessageEvent message(List<Announcement> announced) {
    return (MessageEvent) announced.getFirst().event();
  }

  static ReceiptEvent receipt(List<Announcement> announced) {
    return (ReceiptEvent) announced.getFirst().event();
  }

  static Refusal refused(Uni<?> asked) {
    return assertThrows(Refusal.class, () -> asked.await().atMost(WAIT));
  }

  static Instant now() {
    return Instant.now().truncatedTo(ChronoUnit.MILLIS);
  }

  static <T> T done(Uni<T> uni) {
    return uni.await().atMost(WAIT);
  }
}
