package dev.wharf.messaging;

import dev.wharf.identity.AccountId;
import dev.wharf.identity.Jid;
import dev.wharf.identity.MessageId;
import dev.wharf.messaging.content.MessageRef;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Messages that could not be read and for which the own phone is to be asked: once each, if they
 * are not there by then (messaging.md 7.7).
 */
@ApplicationScoped
public class MissingMessages {

  /** The phone answers for no older ones. */
  static final Duration ASKED_WITHIN = Duration.ofDays(14);

  private static final String NOTE =
      """
      insert into missing_message (account_id, message_id, chat, sender, from_me, at, ask_at)
      values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing
      """;

  /** $1 account, $2 now, $3 the oldest that is asked for, $4 how many. */
  private static final String CLAIM =
      """
      with old as (
        delete from missing_message where account_id = $1 and at < $3),
      due as (
        select message_id, chat, sender from missing_message
        where account_id = $1 and not asked and ask_at <= $2 and at >= $3
        order by ask_at limit $4 for update),
      asked as (
        update missing_message m set asked = true from due
        where m.account_id = $1 and m.message_id = due.message_id and m.chat = due.chat
          and m.sender = due.sender
        returning m.message_id, m.chat, m.sender, m.from_me)
      select a.message_id, a.chat, a.sender, a.from_me from asked a
      where exists (select 1 from message m where m.account_id = $1
        and m.message_id = a.message_id and m.from_me = a.from_me and m.state = 11)
      """;

  private final Pool pool;

  MissingMessages(Pool pool) {
    this.pool = pool;
  }

  /**
   * Within the transaction that stores the placeholder.
   *
   * @param askAt until then it may still come by itself
   */
  public Uni<Void> note(SqlConnection tx, Unread message, Instant askAt) {
    return tx.preparedQuery(NOTE)
        .execute(
            Tuple.tuple()
                .addUUID(message.account().value())
                .addString(message.id().value())
                .addString(message.chat().bare().toString())
                .addString(message.sender().bare().toString())
                .addBoolean(message.fromMe())
                .addOffsetDateTime(Columns.time(message.at()))
                .addOffsetDateTime(Columns.time(askAt)))
        .replaceWithVoid();
  }

  /** Those that are missing still, for the one who asks now: nobody gets them again. */
  public Uni<List<MessageRef>> claim(AccountId account, Instant now, int limit) {
    return pool.preparedQuery(CLAIM)
        .execute(
            Tuple.of(
                account.value(), Columns.time(now), Columns.time(now.minus(ASKED_WITHIN)), limit))
        .map(
            rows -> {
              List<MessageRef> refs = new ArrayList<>(rows.size());
              for (Row row : rows) {
                refs.add(ref(row));
              }
              return refs;
            });
  }

  private static MessageRef ref(Row row) {
    Jid chat = Jid.parse(row.getString("chat"));
    boolean fromMe = row.getBoolean("from_me");
    return new MessageRef(
        new MessageId(row.getString("message_id")),
        Optional.of(chat),
        fromMe,
        MessageStore.isGroup(chat) && !fromMe
            ? Optional.of(Jid.parse(row.getString("sender")))
            : Optional.empty());
  }
}
