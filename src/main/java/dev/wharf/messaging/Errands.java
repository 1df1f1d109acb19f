package dev.wharf.messaging;

import dev.wharf.identity.AccountId;
import dev.wharf.identity.Jid;
import dev.wharf.identity.MessageId;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** What the session shall do besides sending messages. Durable, and each only for a while. */
@ApplicationScoped
public class Errands {

  /** Whether there are any of account $1. */
  public static final String ANY = "exists (select from errand where account_id = $1)";

  private static final Duration READ_KEPT = Duration.ofDays(7);
  private static final Duration TYPING_SHOWS = Duration.ofSeconds(20);
  private static final int MOST = 200;

  /**
   * Continues a {@code with} that has {@code mine (id, message_id, chat, sender)}: $1 account, $2
   * now, $3 until. One errand for each sender and 256 messages.
   */
  private static final String MARK =
      """
      , seen as (
        update message m set read_at = $2 from mine
        where m.account_id = $1 and m.id = mine.id and m.read_at is null
        returning m.id, m.message_id, m.chat, m.sender),
      fewer as (
        update chat c set unread = greatest(0, c.unread - r.read)
        from (select chat, count(*)::int as read from seen group by chat) r
        where c.account_id = $1 and c.jid = r.chat),
      parts as (
        select chat, sender, message_id, id,
          (row_number() over (partition by chat, sender order by id) - 1) / 256 as part
        from seen),
      put as (
        insert into errand (account_id, kind, chat, participant, message_ids, at, until)
        select $1, 'read', chat, case when chat like '%@g.us' then sender end,
          array_agg(message_id order by id), $2, $3
        from parts group by chat, sender, part)
      select count(*)::int as marked from seen
      """;

  /** $4 chat, in either namespace. As many as are unread, the newest. */
  private static final String READ_CHAT =
      """
      with place as (
        select jid, unread from chat where account_id = $1 and (jid = $4 or other = $4)),
      mine as (
        select n.id from place cross join lateral (
          select m.id, m.read_at from message m
          where m.account_id = $1 and m.chat = place.jid and m.target is null and m.state = 10
          order by m.id desc limit place.unread) n
        where n.read_at is null)
      """
          + MARK;

  /** $4 message id. */
  private static final String READ_MESSAGE =
      """
      with mine as (
        select id from message where account_id = $1 and message_id = $4 and state = 10)
      """
          + MARK;

  private static final String TYPING =
      "insert into errand (account_id, kind, chat, doing, at, until)"
          + " values ($1, 'typing', $2, $3, $4, $5)";

  private static final String WAITING =
      "select id, kind, chat, participant, message_ids, doing, at, until from errand"
          + " where account_id = $1 and until > $2 order by id limit $3";

  private static final String DONE = "delete from errand where account_id = $1 and id = any ($2)";
  private static final String DROP = "delete from errand where until <= $1";

  private final Pool pool;
  private final Courier courier;
  private final Clock clock;

  Errands(Pool pool, Courier courier, Clock clock) {
    this.pool = pool;
    this.courier = courier;
    this.clock = clock;
  }

  /** What shall be done, in the order of asking; what is too old is not among it. */
  public Uni<List<Errand>> errands(AccountId account) {
    return pool.preparedQuery(WAITING)
        .execute(Tuple.of(account.value(), Columns.time(now()), MOST))
        .map(
            rows -> {
              var found = new ArrayList<Errand>(rows.size());
              rows.forEach(row -> found.add(errand(row)));
              return found;
            });
  }

  /** They are done, or cannot be. */
  public Uni<Void> done(AccountId account, Collection<Long> ids) {
    return pool.preparedQuery(DONE)
        .execute(Tuple.of(account.value(), ids.toArray(Long[]::new)))
        .replaceWithVoid();
  }

  /**
   * Everything unread of a chat counts as read, and its senders shall hear of it.
   *
   * @return how many messages that were
   */
  public Uni<Integer> readChat(AccountId account, Jid chat) {
    return read(READ_CHAT, account, chat.bare().toString());
  }

  /** As {@link #readChat}, of one message. */
  public Uni<Integer> readMessage(AccountId account, MessageId id) {
    return read(READ_MESSAGE, account, id.value());
  }

  private Uni<Integer> read(String sql, AccountId account, String what) {
    Instant now = now();
    return pool.preparedQuery(sql)
        .execute(
            Tuple.of(account.value(), Columns.time(now), Columns.time(now.plus(READ_KEPT)), what))
        .map(rows -> rows.iterator().next().getInteger("marked"))
        .invoke(
            marked -> {
              if (marked > 0) {
                courier.wake(account);
              }
            });
  }

  /** The other side shall see what the account does. Forgotten if it cannot be shown soon. */
  public Uni<Void> typing(AccountId account, Jid chat, Errand.Doing doing) {
    Instant now = now();
    return pool.preparedQuery(TYPING)
        .execute(
            Tuple.of(
                account.value(),
                chat.bare().toString(),
                doing.name().toLowerCase(Locale.ROOT),
                Columns.time(now),
                Columns.time(now.plus(TYPING_SHOWS))))
        .invoke(done -> courier.wake(account))
        .replaceWithVoid();
  }

  Uni<Integer> dropBefore(Instant now) {
    return pool.preparedQuery(DROP)
        .execute(Tuple.of(Columns.time(now)))
        .map(rows -> rows.rowCount());
  }

  private static Errand errand(Row row) {
    Jid chat = Jid.parse(row.getString("chat"));
    if (row.getString("kind").equals("typing")) {
      return new Errand.Typing(
          row.getLong("id"),
          chat,
          Errand.Doing.valueOf(row.getString("doing").toUpperCase(Locale.ROOT)),
          Objects.requireNonNull(Columns.time(row, "until")));
    }
    return new Errand.MarkRead(
        row.getLong("id"),
        chat,
        Columns.jid(row, "participant"),
        Arrays.stream(row.getArrayOfStrings("message_ids")).map(MessageId::new).toList(),
        Objects.requireNonNull(Columns.time(row, "at")));
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }
}
