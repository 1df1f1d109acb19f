package dev.wharf.messaging;

import dev.wharf.event.Party;
import dev.wharf.identity.AccountId;
import dev.wharf.identity.Jid;
import dev.wharf.identity.MessageId;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is stored, for those who look. Changes nothing. */
@ApplicationScoped
public class Messages {

  private static final String COLUMNS =
      """
      m.id, m.message_id, m.chat, m.sender, m.sender_other, m.from_me, m.at, m.kind, m.content,
      m.state, m.push_name, m.target, m.sent_at, m.delivered_at, m.read_at, m.played_at,
      m.failure_code, m.failure_message, m.failure_action, m.edited_at, m.deleted_at, m.reactions,
      m.votes, o.not_before, o.expires_at, o.waits_for, o.attempts,
      c.other as chat_other, c.push_name as chat_name, a.lid, a.phone_number
      """;

  private static final String AROUND =
      """
      join account a on a.id = m.account_id
      left join outbox o on o.account_id = m.account_id and o.message_id = m.message_id
        and m.from_me and m.sender = ''
      left join chat c on c.account_id = m.account_id and c.jid = m.chat
      """;

  /** All names of a chat; $2 is one of them. */
  private static final String NAMES =
      """
      any (array(
        select $2 union select jid from chat where account_id = $1 and other = $2
        union select other from chat where account_id = $1 and jid = $2 and other is not null))
      """;

  private static final String FIND =
      "select "
          + COLUMNS
          + " from message m "
          + AROUND
          + " where m.account_id = $1 and m.message_id = $3 and ($2::text is null or m.chat = "
          + NAMES
          + ") order by m.from_me desc, m.id desc limit 1";

  private static final String LIST =
      "select "
          + COLUMNS
          + " from (select * from message where account_id = $1 and target is null and id < $2"
          + " order by id desc limit $3) m "
          + AROUND
          + " order by m.id desc";

  private static final String LIST_CHAT =
      "select "
          + COLUMNS
          + " from (select * from message where account_id = $1 and target is null and chat = "
          + NAMES
          + " and id < $3 order by id desc limit $4) m "
          + AROUND
          + " order by m.id desc";

  /** A chat that is another's other name is that one. */
  private static final String CHATS =
      """
      with page as (
        select * from chat h where h.account_id = $1
          and ($2::timestamptz is null or (h.last_at, h.jid) < ($2, $3))
          and not exists (select 1 from chat d where d.account_id = $1 and d.other = h.jid)
        order by h.last_at desc, h.jid desc limit $4)
      select h.last_at, h.unread, h.jid as chat_jid, h.other as own_other, h.push_name as own_name,
      """
          + COLUMNS
          + """
      from page h
      left join lateral (
        select * from message l where l.account_id = $1 and l.chat = h.jid and l.target is null
        order by l.id desc limit 1) m on true
      """
          + AROUND.replaceFirst("join account", "left join account")
          + " order by h.last_at desc, h.jid desc";

  private static final String RECEIPTS =
      "select recipient, stage, delivered_at, read_at, played_at from message_receipt"
          + " where account_id = $1 and message_id = $2 and chat = $3 order by recipient";

  private final Pool pool;

  Messages(Pool pool) {
    this.pool = pool;
  }

  /**
   * One message, with the receipts of a group.
   *
   * @param chat where it is; needed only if several chats have one of this id
   * @return fails with {@link Refusal} if there is none
   */
  public Uni<MessageView> get(AccountId account, MessageId id, @Nullable Jid chat) {
    return pool.preparedQuery(FIND)
        .execute(Tuple.of(account.value(), chat == null ? null : chat.toString(), id.value()))
        .map(
            rows -> {
              for (Row row : rows) {
                return Views.message(row);
              }
              throw Refusal.notFound();
            })
        .chain(
            found ->
                found.fromMe() && MessageStore.isGroup(Jid.parse(found.chat().jid()))
                    ? receipts(account, found)
                    : Uni.createFrom().item(found));
  }

  private Uni<MessageView> receipts(AccountId account, MessageView message) {
    return pool.preparedQuery(RECEIPTS)
        .execute(Tuple.of(account.value(), message.id().value(), message.chat().jid()))
        .map(rows -> message.with(all(rows).stream().map(Views::receipt).toList()));
  }

  /**
   * The newest first.
   *
   * @param chat of that chat only, by any of its names
   * @param after only what is before that position; {@code null} for the newest
   */
  public Uni<List<MessageView>> list(
      AccountId account, @Nullable Jid chat, @Nullable Long after, int limit) {
    long before = after == null ? Long.MAX_VALUE : after;
    Uni<RowSet<Row>> found =
        chat == null
            ? pool.preparedQuery(LIST).execute(Tuple.of(account.value(), before, limit))
            : pool.preparedQuery(LIST_CHAT)
                .execute(Tuple.of(account.value(), chat.bare().toString(), before, limit));
    return found.map(rows -> all(rows).stream().map(Views::message).toList());
  }

  /** The place of a chat in their list. */
  public record ChatPlace(Instant lastAt, String jid) {}

  /** Conversations, the one where something happened last first; those of one moment by name. */
  public Uni<List<ChatView>> chats(AccountId account, Optional<ChatPlace> after, int limit) {
    return pool.preparedQuery(CHATS)
        .execute(
            Tuple.of(
                account.value(),
                after.map(place -> Columns.time(place.lastAt())).orElse(null),
                after.map(ChatPlace::jid).orElse(null),
                limit))
        .map(rows -> all(rows).stream().map(Messages::chat).toList());
  }

  private static ChatView chat(Row row) {
    Jid jid = Jid.parse(row.getString("chat_jid"));
    return new ChatView(
        Party.of(jid, Columns.jid(row, "own_other"), row.getString("own_name")),
        MessageStore.isGroup(jid),
        Objects.requireNonNull(Columns.time(row, "last_at")),
        row.getInteger("unread"),
        row.getString("message_id") == null ? null : Views.message(row));
  }

  private static List<Row> all(RowSet<Row> rows) {
    var list = new ArrayList<Row>(rows.size());
    rows.forEach(list::add);
    return list;
  }
}
