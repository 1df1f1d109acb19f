package dev.wharf.event;

import dev.wharf.identity.AccountId;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/** What was pushed, kept for readers that come back with a cursor. */
@ApplicationScoped
public class EventLog {

  /** The subquery keeps the order in which the cursors are drawn. */
  private static final String APPEND =
      "insert into event_log (seq, id, account_id, type, at, data)"
          + " select nextval('event_seq'), id, account_id, type, at, data::jsonb"
          + " from (select * from unnest($1::uuid[], $2::uuid[], $3::text[], $4::timestamptz[],"
          + " $5::text[]) with ordinality as d (id, account_id, type, at, data, position)"
          + " order by position) as draft returning id, seq";

  private static final String PROMISE =
      "insert into promised_event (id, account_id, type, at, data)"
          + " select id, account_id, type, at, data::jsonb from unnest($1::uuid[], $2::uuid[],"
          + " $3::text[], $4::timestamptz[], $5::text[]) as d (id, account_id, type, at, data)";

  private static final String KEPT = "delete from promised_event where id = any ($1::uuid[])";
  private static final String PROMISED =
      "select id, account_id, type, at, data from promised_event order by at, id";

  private static final String AFTER =
      "select seq, id, account_id, type, at, data from event_log where seq > $1"
          + " order by seq limit $2";

  private static final String NEWEST_AT = "select at from event_log order by seq desc limit 1";
  private static final String NEWEST = "select coalesce(max(seq), 0) as seq from event_log";
  private static final String FIND = "select id, seq from event_log where id = any ($1::uuid[])";
  private static final String DROP = "delete from event_log where at < $1";

  private final Pool pool;
  private final EventJson json;

  EventLog(Pool pool, EventJson json) {
    this.pool = pool;
    this.json = json;
  }

  /**
   * Events after a cursor, oldest first. QR codes come without their text: who resumes takes the
   * current one from the snapshot.
   */
  public Uni<List<Published>> after(long seq, int limit) {
    return pool.preparedQuery(AFTER)
        .execute(Tuple.of(seq, limit))
        .map(
            rows -> {
              var found = new ArrayList<Published>(rows.size());
              for (Row row : rows) {
                draft(row).ifPresent(event -> found.add(event.published(row.getLong("seq"))));
              }
              return found;
            });
  }

  /** The cursor of the newest event; 0 if there is none. */
  public Uni<Long> newest() {
    return pool.preparedQuery(NEWEST).execute().map(rows -> rows.iterator().next().getLong("seq"));
  }

  /**
   * Writes events within a transaction, in the order given, in one statement.
   *
   * @return the same events with their cursors, which are valid once the transaction is committed
   */
  public Uni<List<Published>> append(SqlConnection tx, List<Draft> drafts) {
    if (drafts.isEmpty()) {
      return Uni.createFrom().item(List.of());
    }
    UUID[] promised =
        drafts.stream()
            .filter(draft -> isPromised(draft.event()))
            .map(Draft::id)
            .toArray(UUID[]::new);
    return (promised.length == 0
            ? Uni.createFrom().voidItem()
            : tx.preparedQuery(KEPT).execute(Tuple.of(promised)).replaceWithVoid())
        .chain(() -> tx.preparedQuery(APPEND).execute(values(drafts)))
        .map(rows -> numbered(drafts, rows));
  }

  /**
   * Within the transaction that stores what these events tell of: should the process die before it
   * tells them, the next one finds them with {@link #promised}. {@link #append} keeps the promise.
   */
  public Uni<Void> promise(SqlConnection tx, List<Draft> drafts) {
    if (drafts.isEmpty()) {
      return Uni.createFrom().voidItem();
    }
    drafts.forEach(
        draft -> {
          if (!isPromised(draft.event())) {
            throw new IllegalArgumentException("never promised: " + draft.event().type());
          }
        });
    return tx.preparedQuery(PROMISE).execute(values(drafts)).replaceWithVoid();
  }

  /** When what was written last happened; empty if nothing is kept. */
  public Uni<Optional<Instant>> newestAt() {
    return pool.preparedQuery(NEWEST_AT)
        .execute()
        .map(
            rows ->
                rows.size() == 0
                    ? Optional.empty()
                    : Optional.of(rows.iterator().next().getOffsetDateTime(0).toInstant()));
  }

  /** What was promised and not told, oldest first. Ask before any session runs. */
  public Uni<List<Draft>> promised() {
    return pool.preparedQuery(PROMISED)
        .execute()
        .map(
            rows -> {
              var found = new ArrayList<Draft>(rows.size());
              rows.forEach(row -> draft(row).ifPresent(found::add));
              return found;
            });
  }

  /** Empty if it is of a type that this version does not know. */
  private Optional<Draft> draft(Row row) {
    return json.read(row.getString("type"), row.getJsonObject("data").getMap())
        .map(
            event ->
                new Draft(
                    row.getUUID("id"),
                    new AccountId(row.getUUID("account_id")),
                    row.getOffsetDateTime("at").toInstant(),
                    event));
  }

  /** Messages and receipts need none: their rows name the event. */
  private static boolean isPromised(Event event) {
    return switch (event) {
      case Event.ContactChanged _, Event.GroupChanged _, Event.IdentityChanged _ -> true;
      default -> false;
    };
  }

  private Tuple values(List<Draft> drafts) {
    return Tuple.of(
        drafts.stream().map(Draft::id).toArray(UUID[]::new),
        drafts.stream().map(draft -> draft.account().value()).toArray(UUID[]::new),
        drafts.stream().map(draft -> draft.event().type()).toArray(String[]::new),
        drafts.stream().map(Draft::at).map(EventLog::utc).toArray(OffsetDateTime[]::new),
        drafts.stream().map(draft -> json.storedText(draft.event())).toArray(String[]::new));
  }

  /** Which of these events are already in the log, and under which cursor. */
  public Uni<Map<UUID, Long>> find(List<UUID> ids) {
    return pool.preparedQuery(FIND)
        .execute(Tuple.of(ids.toArray(UUID[]::new)))
        .map(EventLog::cursors);
  }

  Uni<Long> dropBefore(Instant limit) {
    return pool.preparedQuery(DROP)
        .execute(Tuple.of(utc(limit)))
        .map(rows -> (long) rows.rowCount());
  }

  private static OffsetDateTime utc(Instant at) {
    return at.atOffset(ZoneOffset.UTC);
  }

  private static List<Published> numbered(List<Draft> drafts, RowSet<Row> rows) {
    Map<UUID, Long> seqs = cursors(rows);
    return drafts.stream()
        .map(draft -> draft.published(Objects.requireNonNull(seqs.get(draft.id()))))
        .toList();
  }

  private static Map<UUID, Long> cursors(RowSet<Row> rows) {
    Map<UUID, Long> seqs = HashMap.newHashMap(rows.size());
    rows.forEach(row -> seqs.put(row.getUUID("id"), row.getLong("seq")));
    return seqs;
  }

  /** An event before it has its cursor. */
  public record Draft(UUID id, AccountId account, Instant at, Event event) {
    public Published published(long seq) {
      return new Published(id, seq, account, at, event);
    }
  }
}
