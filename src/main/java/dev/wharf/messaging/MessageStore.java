package dev.wharf.messaging;

import dev.wharf.event.Event.MessageEvent;
import dev.wharf.event.Party;
import dev.wharf.identity.AccountId;
import dev.wharf.identity.Jid;
import dev.wharf.identity.MessageId;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What was said and what became of it, sent and received. A message is stored once, however often
 * it comes.
 *
 * <p>What is announced is stored as the id of the event, in the row that it tells of: a row is
 * written anyway, so this costs sixteen bytes and no further statement, index entry or vacuum as a
 * table of announcements would. The event itself is made from the row again if it has to be.
 */
@ApplicationScoped
public class MessageStore {

  private static final String UNDECRYPTABLE = "undecryptable";

  private final Pool pool;
  private final Reader reader;
  private final AddOnOpener addOns;
  private final Tokens tokens;
  private final Clock clock;

  MessageStore(Pool pool, Reader reader, AddOnOpener addOns, Tokens tokens, Clock clock) {
    this.pool = pool;
    this.reader = reader;
    this.addOns = addOns;
    this.tokens = tokens;
    this.clock = clock;
  }

  /**
   * Stores a message within the caller's transaction, before its receipt leaves. Replaces the
   * placeholder if it could not be read before.
   *
   * @return nothing if it is there already, or holds nothing for a person
   */
  public Uni<List<Announcement>> received(SqlConnection tx, Received message) {
    return reader
        .read(message.payload())
        .map(
            read ->
                addOns
                    .open(tx, message, read)
                    .chain(open -> store(tx, new Arrival(message, open, tokens.eventId(), now()))))
        .orElseGet(() -> Uni.createFrom().item(List.of()));
  }

  /** Stores in its place that a message could not be read. Nothing if it is there already. */
  public Uni<List<Announcement>> undecryptable(SqlConnection tx, Unread message) {
    var read =
        new Read(
            UNDECRYPTABLE, Map.of("reason", message.reason()), Optional.empty(), Optional.empty());
    var empty =
        new Received(
            message.account(),
            message.id(),
            message.chat(),
            message.chatOther(),
            message.sender(),
            message.senderOther(),
            message.fromMe(),
            message.at(),
            message.pushName(),
            new byte[0]);
    return store(tx, new Arrival(empty, read, tokens.eventId(), now()));
  }

  private Uni<List<Announcement>> store(SqlConnection tx, Arrival arrival) {
    Received message = arrival.message();
    return tx.preparedQuery(StoreSql.RECEIVE)
        .execute(arrival.tuple())
        .chain(
            rows -> {
              for (Row row : rows) {
                var told = List.of(arrival.announcement(row));
                return row.getBoolean("split")
                    ? adopt(
                            tx,
                            message.account(),
                            message.chat(),
                            message.chatOther().orElseThrow())
                        .replaceWith(told)
                    : Uni.createFrom().item(told);
              }
              return Uni.createFrom().item(List.of());
            });
  }

  /**
   * Takes what a receipt says. States only move forward; what is known already announces nothing.
   */
  public Uni<List<Announcement>> receipt(AccountId account, Seen seen) {
    return receipt(pool, account, seen);
  }

  /** As {@link #receipt(AccountId, Seen)}, within the caller's transaction. */
  public Uni<List<Announcement>> receipt(SqlClient client, AccountId account, Seen seen) {
    if (seen.bySelf() && seen.kind() == Seen.Kind.DELIVERED) {
      return Uni.createFrom().item(List.of());
    }
    if (isGroup(seen.chat()) && !seen.bySelf()) {
      return receipts(client, account, List.of(seen));
    }
    UUID event = tokens.eventId();
    return client
        .preparedQuery(seen.bySelf() ? StoreSql.SEEN_BY_SELF : StoreSql.SEEN_BY_PERSON)
        .execute(values(account, seen, event))
        .map(
            rows -> {
              for (Row row : rows) {
                Party chat = Columns.chat(row);
                Party by = seen.bySelf() ? Party.of(seen.by(), Optional.empty(), null) : chat;
                return List.of(
                    new Announcement(
                        event,
                        account,
                        seen.at(),
                        Progressed.seen(chat, by, seen.bySelf(), seen.kind().state(), rows)));
              }
              return List.of();
            });
  }

  /**
   * As {@link #receipt}, of several members of one group at once.
   *
   * @param seen not empty; all of one kind and chat, none by the account itself
   */
  public Uni<List<Announcement>> receipts(AccountId account, List<Seen> seen) {
    return receipts(pool, account, seen);
  }

  /** As {@link #receipts(AccountId, List)}, within the caller's transaction. */
  public Uni<List<Announcement>> receipts(SqlClient client, AccountId account, List<Seen> seen) {
    var all = new MemberReceipts(account, seen, tokens);
    return client.preparedQuery(StoreSql.SEEN_BY_MEMBERS).execute(all.tuple(now())).map(all::told);
  }

  private Tuple values(AccountId account, Seen seen, UUID event) {
    var values =
        Tuple.tuple()
            .addUUID(account.value())
            .addArrayOfString(seen.ids().stream().map(MessageId::value).toArray(String[]::new));
    if (seen.bySelf()) {
      values.addBoolean(seen.kind() == Seen.Kind.PLAYED);
    } else {
      values.addShort((short) seen.kind().state().code());
    }
    values
        .addOffsetDateTime(Columns.time(seen.at()))
        .addUUID(event)
        .addOffsetDateTime(Columns.time(now()));
    return seen.bySelf() ? values.addString(seen.chat().bare().toString()) : values;
  }

  /**
   * A message that left from here, for a device that asks for it again. Only in the chat it was
   * written for: a stranger that knows an id learns nothing.
   */
  public Uni<Optional<Sent>> sent(AccountId account, Jid chat, MessageId id) {
    return pool.preparedQuery(StoreSql.SENT)
        .execute(Tuple.of(account.value(), chat.bare().toString(), id.value()))
        .map(
            rows -> {
              for (Row row : rows) {
                return Optional.of(
                    new Sent(
                        id,
                        Jid.parse(row.getString("chat")),
                        Columns.shape(row.getJsonObject("shape")),
                        row.getBuffer("payload").getBytes()));
              }
              return Optional.empty();
            });
  }

  /**
   * A person known by phone number turns out to have this hidden id: what is of the one chat, and
   * waits for it, becomes of the other. Done again, nothing happens.
   */
  public Uni<Void> adopt(AccountId account, Jid phone, Jid lid) {
    return pool.withTransaction(tx -> adopt(tx, account, lid, phone));
  }

  /**
   * The same for many, phone numbers by hidden id. Those who have no chat under their number cost
   * next to nothing.
   */
  public Uni<Void> adopt(AccountId account, Map<Jid, Jid> phonesByLid) {
    if (phonesByLid.isEmpty()) {
      return Uni.createFrom().voidItem();
    }
    var lids = phonesByLid.keySet().stream().map(lid -> lid.bare().toString());
    var phones = phonesByLid.values().stream().map(phone -> phone.bare().toString());
    return pool.preparedQuery(StoreSql.UNDER_PHONE)
        .execute(
            Tuple.of(account.value(), lids.toArray(String[]::new), phones.toArray(String[]::new)))
        .onItem()
        .transformToMulti(rows -> Multi.createFrom().iterable(rows))
        .onItem()
        .transformToUniAndConcatenate(
            row ->
                adopt(account, Jid.parse(row.getString("phone")), Jid.parse(row.getString("lid"))))
        .onItem()
        .ignoreAsUni();
  }

  private static Uni<Void> adopt(SqlConnection tx, AccountId account, Jid lid, Jid phone) {
    return tx.preparedQuery(StoreSql.ADOPT)
        .execute(Tuple.of(account.value(), lid.bare().toString(), phone.bare().toString()))
        .replaceWithVoid();
  }

  /**
   * What was stored in between but is not in the event log, because the process died then; oldest
   * first. The longer the time, the dearer the question: each of its messages is looked up.
   *
   * @param from inclusive
   * @param to exclusive
   */
  public Uni<List<Announcement>> unannounced(Instant from, Instant to) {
    var time = Tuple.of(Columns.time(from), Columns.time(to));
    return pool.preparedQuery(StoreSql.UNTOLD_MESSAGES)
        .execute(time)
        .chain(
            messages ->
                pool.preparedQuery(StoreSql.UNTOLD_PROGRESS)
                    .execute(time)
                    .map(progress -> Untold.of(messages, progress)));
  }

  static boolean isGroup(Jid chat) {
    return Jid.GROUP_SERVER.equals(chat.server());
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }

  /** A message on its way into the store. */
  private record Arrival(Received message, Read read, UUID event, Instant now) {

    Tuple tuple() {
      Jid chat = message.chat().bare();
      boolean unread = read.kind().equals(UNDECRYPTABLE);
      return Tuple.tuple()
          .addUUID(message.account().value())
          .addString(message.id().value())
          .addString(chat.toString())
          .addString(text(message.chatOther()))
          .addString(message.fromMe() ? "" : message.sender().bare().toString())
          .addString(message.fromMe() ? null : text(message.senderOther()))
          .addBoolean(message.fromMe())
          .addOffsetDateTime(Columns.time(message.at()))
          .addOffsetDateTime(Columns.time(now))
          .addString(message.pushName())
          .addString(read.kind())
          .addJsonObject(new JsonObject(read.content()))
          .addValue(unread ? null : Buffer.buffer(message.payload()))
          .addString(read.change().map(change -> change.target().value()).orElse(null))
          .addJsonObject(Columns.effect(read.change()))
          .addUUID(event)
          .addShort((short) state(unread).code());
    }

    private MessageState state(boolean unread) {
      if (unread) {
        return MessageState.UNDECRYPTABLE;
      }
      return message.fromMe() ? MessageState.SENT : MessageState.RECEIVED;
    }

    private static @Nullable String text(Optional<Jid> jid) {
      return jid.map(known -> known.bare().toString()).orElse(null);
    }

    Announcement announcement(Row row) {
      var told =
          new MessageEvent(
              message.id().value(),
              Columns.chat(row),
              Party.of(message.sender(), message.senderOther(), message.pushName()),
              message.fromMe(),
              message.at(),
              read.kind(),
              read.content(),
              read.change().map(change -> change.target().value()).orElse(null),
              row.getBoolean("healed"));
      return new Announcement(event, message.account(), now, told);
    }
  }
}
