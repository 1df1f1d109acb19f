package dev.wharf.messaging;

import dev.wharf.event.Event.ReceiptEvent;
import dev.wharf.event.Event.SendFailure;
import dev.wharf.identity.AccountId;
import dev.wharf.identity.Jid;
import dev.wharf.identity.MessageId;
import dev.wharf.messaging.content.FilePlace;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What shall be sent, from the moment it is accepted until WhatsApp has it. Durable; in each chat
 * in the order of acceptance; each message under one id for ever, so that sending it again after a
 * crash is sending the same one.
 */
@ApplicationScoped
public class Outbox {

  /** Whether anything of account $1 waits. */
  public static final String ANY = "exists (select from outbox where account_id = $1)";

  private final Pool pool;
  private final Composer composer;
  private final References references;
  private final Tokens tokens;
  private final Courier courier;
  private final MessagesConfig config;
  private final Clock clock;

  Outbox(
      Pool pool,
      Composer composer,
      References references,
      Tokens tokens,
      Courier courier,
      MessagesConfig config,
      Clock clock) {
    this.pool = pool;
    this.composer = composer;
    this.references = references;
    this.tokens = tokens;
    this.courier = courier;
    this.config = config;
    this.clock = clock;
  }

  /**
   * Stores a message to be sent. Asked again with the same key and the same body, it gives the same
   * answer and stores nothing, for as long as keys are kept.
   *
   * @return fails with {@link Refusal} if it cannot be sent like this, or the key was used for
   *     another body
   */
  public Uni<Accepted> accept(
      AccountId account, NewMessage message, @Nullable String idempotencyKey) {
    return composed(account, message)
        .chain(
            composed -> {
              var letter = letter(account, message, composed, idempotencyKey);
              return pool.preparedQuery(OutboxSql.ACCEPT)
                  .execute(letter.tuple())
                  .map(rows -> letter.answer(rows.iterator().next()));
            })
        .invoke(accepted -> courier.wake(account));
  }

  /**
   * The answer that an earlier request of this key got. For when nothing new would be accepted.
   *
   * @return fails with {@link Refusal} if the key was used for another body
   */
  public Uni<Optional<Accepted>> replay(
      AccountId account, NewMessage message, String idempotencyKey) {
    return pool.preparedQuery(OutboxSql.REPLAY)
        .execute(Tuple.of(account.value(), idempotencyKey))
        .map(
            rows -> {
              for (Row row : rows) {
                return Optional.of(Letter.repeated(row, Fingerprint.of(message)));
              }
              return Optional.empty();
            });
  }

  /** Whether nothing was ever exchanged with this person; a group is nobody new. */
  public Uni<Boolean> isFirstContact(AccountId account, Jid to) {
    return MessageStore.isGroup(to)
        ? Uni.createFrom().item(false)
        : pool.preparedQuery(OutboxSql.KNOWN)
            .execute(Tuple.of(account.value(), to.bare().toString()))
            .map(rows -> !rows.iterator().next().getBoolean("known"));
  }

  /** What would go over the wire and be shown, without sending it. Fails as {@link #accept}. */
  public Uni<Composed> composed(AccountId account, NewMessage message) {
    return Uni.createFrom()
        .item(() -> composer.draft(message))
        .chain(
            draft -> {
              Set<MessageId> named = draft.references();
              return named.isEmpty()
                  ? Uni.createFrom().item(draft.complete(Map.of()))
                  : references.find(account, message, named).map(draft::complete);
            });
  }

  private Letter letter(
      AccountId account, NewMessage message, Composed composed, @Nullable String key) {
    return new Letter(account, message, composed, key, tokens.messageId(), now(), config.ttl());
  }

  /**
   * Takes back what has not left yet.
   *
   * @return fails with {@link Refusal} if there is no such message, or it left already
   */
  public Uni<Cancelled> cancel(AccountId account, MessageId id) {
    UUID event = tokens.eventId();
    Instant now = now();
    return pool.preparedQuery(OutboxSql.CANCEL)
        .execute(failure(account, id, Failure.CANCELLED, event, now))
        .chain(
            rows -> {
              for (Row row : rows) {
                return Uni.createFrom()
                    .item(
                        new Cancelled(
                            id, List.of(failed(account, event, now, Failure.CANCELLED, row))));
              }
              return notWaiting(account, id);
            });
  }

  private Uni<Cancelled> notWaiting(AccountId account, MessageId id) {
    return pool.preparedQuery(OutboxSql.STANDING)
        .execute(Tuple.of(account.value(), id.value()))
        .map(
            rows -> {
              for (Row row : rows) {
                if (Failure.CANCELLED.code().equals(row.getString("failure_code"))) {
                  return new Cancelled(id, List.of());
                }
                throw new Refusal(
                    Refusal.Kind.CONFLICT,
                    "message_left",
                    null,
                    "The message is on its way or further: it can only be deleted for everyone now.");
              }
              throw Refusal.notFound();
            });
  }

  /**
   * What may leave now, in the order of acceptance, and of each chat nothing behind a message that
   * has to wait. What has left and is not acknowledged is among it: after a new link it is sent
   * again, under the same id.
   */
  public Uni<List<Outgoing>> waiting(AccountId account, Instant now, int limit) {
    return waiting(account, now, limit, Set.of());
  }

  /**
   * As {@link #waiting(AccountId, Instant, int)}.
   *
   * @param onTheWay left over the present link, so not to be given again
   */
  public Uni<List<Outgoing>> waiting(
      AccountId account, Instant now, int limit, Collection<MessageId> onTheWay) {
    return pool.preparedQuery(OutboxSql.WAITING)
        .execute(Tuple.of(account.value(), Columns.time(now), limit, texts(onTheWay)))
        .map(
            rows -> {
              var found = new ArrayList<Outgoing>(rows.size());
              rows.forEach(row -> found.add(OutboxSql.outgoing(account, row)));
              return found;
            });
  }

  /**
   * It leaves: in the transaction that stores the ratchets it is sealed with, before it is on the
   * wire.
   *
   * @return fails with {@link Withdrawn} if it waits no more, so that nothing of the transaction
   *     happens
   */
  public Uni<Void> leaving(SqlConnection tx, AccountId account, MessageId id, Instant at) {
    return leaving(tx, account, id, at, 0);
  }

  /**
   * As {@link #leaving(SqlConnection, AccountId, MessageId, Instant)}, to a group.
   *
   * @param recipients how many members it goes to, without the account: all of them have it when so
   *     many have said so. 0 if that is not known: then it is delivered when anybody has it, and
   *     never read.
   */
  public Uni<Void> leaving(
      SqlConnection tx, AccountId account, MessageId id, Instant at, int recipients) {
    var values = Tuple.tuple().addUUID(account.value()).addString(id.value());
    Uni<RowSet<Row>> counted =
        recipients > 0
            ? tx.preparedQuery(OutboxSql.LEAVING_GROUP).execute(values.addInteger(recipients))
            : tx.preparedQuery(OutboxSql.LEAVING).execute(values);
    return counted
        .invoke(
            rows -> {
              if (rows.rowCount() == 0) {
                throw new Withdrawn(id);
              }
            })
        .replaceWithVoid();
  }

  /** WhatsApp has it. Said again, nothing is announced. */
  public Uni<List<Announcement>> acked(AccountId account, MessageId id, Instant at) {
    return acked(pool, account, id, at);
  }

  /** As {@link #acked(AccountId, MessageId, Instant)}, within the caller's transaction. */
  public Uni<List<Announcement>> acked(
      SqlClient client, AccountId account, MessageId id, Instant at) {
    UUID event = tokens.eventId();
    return client
        .preparedQuery(OutboxSql.ACKED)
        .execute(
            Tuple.of(account.value(), id.value(), Columns.time(at), event, Columns.time(now())))
        .map(
            rows -> {
              for (Row row : rows) {
                return List.of(
                    new Announcement(
                        event,
                        account,
                        at,
                        Progressed.event(
                            Columns.chat(row), MessageState.SENT, List.of(row), null)));
              }
              return List.of();
            });
  }

  /** It will not be sent. */
  public Uni<List<Announcement>> failed(AccountId account, MessageId id, Failure failure) {
    UUID event = tokens.eventId();
    Instant now = now();
    return pool.preparedQuery(OutboxSql.FAILED)
        .execute(failure(account, id, failure, event, now))
        .map(
            rows -> {
              for (Row row : rows) {
                return List.of(failed(account, event, now, failure, row));
              }
              return List.of();
            });
  }

  /**
   * It has to wait, and with it what is behind it in its chat.
   *
   * @param why a word or a sentence, shown to whoever asks for the message
   */
  public Uni<Void> postpone(AccountId account, MessageId id, Instant until, String why) {
    return pool.preparedQuery(OutboxSql.POSTPONE)
        .execute(Tuple.of(account.value(), id.value(), Columns.time(until), why))
        .replaceWithVoid();
  }

  /**
   * Its file is at WhatsApp: from now on the message says where, however often it leaves.
   *
   * @return the message as it may leave; fails with {@link Withdrawn} if it waits no more
   */
  public Uni<Outgoing> uploaded(Outgoing message, FilePlace place) {
    Outgoing complete = message.with(place.writeInto(message.payload()));
    return pool.preparedQuery(OutboxSql.UPLOADED)
        .execute(
            Tuple.of(
                message.account().value(), message.id().value(), Buffer.buffer(complete.payload())))
        .map(
            rows -> {
              if (rows.rowCount() == 0) {
                throw new Withdrawn(message.id());
              }
              return complete;
            });
  }

  /** What waits for this reason need wait no longer. */
  public Uni<Void> resume(AccountId account, String why) {
    return pool.preparedQuery(OutboxSql.RESUME)
        .execute(Tuple.of(account.value(), why, Columns.time(now())))
        .replaceWithVoid();
  }

  /** When {@link #waiting(AccountId, Instant, int)} gives something; empty if nothing waits. */
  public Uni<Optional<Instant>> nextDue(AccountId account) {
    return nextDue(account, Set.of());
  }

  /**
   * As {@link #nextDue(AccountId)}.
   *
   * @param onTheWay left over the present link
   */
  public Uni<Optional<Instant>> nextDue(AccountId account, Collection<MessageId> onTheWay) {
    return pool.preparedQuery(OutboxSql.NEXT_DUE)
        .execute(Tuple.of(account.value(), texts(onTheWay)))
        .map(rows -> Optional.ofNullable(Columns.time(rows.iterator().next(), "due")));
  }

  /** Gives up what could not be sent in time, of all accounts. */
  public Uni<List<Announcement>> expire(Instant now) {
    Failure expired = Failure.EXPIRED;
    return pool.preparedQuery(OutboxSql.EXPIRE)
        .execute(
            Tuple.of(
                Columns.time(now),
                expired.code(),
                expired.message(),
                action(expired),
                Columns.time(now())))
        .map(
            rows -> {
              var events = new ArrayList<Announcement>(rows.size());
              rows.forEach(
                  row ->
                      events.add(
                          failed(
                              new AccountId(row.getUUID("account_id")),
                              row.getUUID("event_id"),
                              now,
                              expired,
                              row)));
              return events;
            });
  }

  private static Tuple failure(
      AccountId account, MessageId id, Failure failure, UUID event, Instant now) {
    return Tuple.tuple()
        .addUUID(account.value())
        .addString(id.value())
        .addString(failure.code())
        .addString(failure.message())
        .addString(action(failure))
        .addUUID(event)
        .addOffsetDateTime(Columns.time(now));
  }

  private static @Nullable String action(Failure failure) {
    return failure.action() == null ? null : failure.action().word();
  }

  private static Announcement failed(
      AccountId account, UUID event, Instant at, Failure failure, Row row) {
    ReceiptEvent told =
        Progressed.event(
            Columns.chat(row),
            MessageState.FAILED,
            List.of(row),
            new SendFailure(failure.code(), failure.message(), failure.action()));
    return new Announcement(event, account, at, told);
  }

  private static String[] texts(Collection<MessageId> ids) {
    return ids.stream().map(MessageId::value).toArray(String[]::new);
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }
}
