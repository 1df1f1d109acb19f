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

  /** Whether there are any of account $1. */
  public static final String ANY = "exists (select from missing_message where account_id = $1)";

  private static final String NOTE =
      """
      insert into missing_message (account_id, message_id, chat, sender, from_me, at, ask_at)
      values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing
      """;

  private static final String DROP_OLD =
      "delete from missing_message where account_id = $1 and at < $2";

  private static final String DUE =
      """
      select d.message_id, d.chat, d.sender, d.from_me from missing_message d
      where d.account_id = $1 and not d.asked and d.ask_at <= $2
        and exists (select 1 from message m where m.account_id = $1
          and m.message_id = d.message_id and m.from_me = d.from_me and m.state = 11)
      order by d.ask_at limit $3
      """;

  private static final String ASKED =
      """
      update missing_message m set asked = true
      from unnest($2::text[], $3::text[], $4::boolean[]) as a (message_id, chat, from_me)
      where m.account_id = $1 and m.message_id = a.message_id and m.chat = a.chat
        and m.from_me = a.from_me
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

  /** Those to ask for now: missing still, and not asked for. Drops what is too old to ask for. */
  public Uni<List<MessageRef>> due(AccountId account, Instant now, int limit) {
    return pool.preparedQuery(DROP_OLD)
        .execute(Tuple.of(account.value(), Columns.time(now.minus(ASKED_WITHIN))))
        .chain(
            () ->
                pool.preparedQuery(DUE)
                    .execute(Tuple.of(account.value(), Columns.time(now), limit)))
        .map(
            rows -> {
              List<MessageRef> refs = new ArrayList<>(rows.size());
              for (Row row : rows) {
                refs.add(ref(row));
              }
              return refs;
            });
  }

  /**
   * The phone was asked: it is not asked for these again. Once the question left, so that one that
   * never did is put again.
   */
  public Uni<Void> asked(AccountId account, List<MessageRef> messages) {
    return pool.preparedQuery(ASKED)
        .execute(
            Tuple.of(
                account.value(),
                messages.stream().map(ref -> ref.id().value()).toArray(String[]::new),
                messages.stream()
                    .map(ref -> ref.chat().orElseThrow().toString())
                    .toArray(String[]::new),
                messages.stream().map(MessageRef::fromMe).toArray(Boolean[]::new)))
        .replaceWithVoid();
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
