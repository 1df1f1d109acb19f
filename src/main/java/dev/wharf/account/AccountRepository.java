package dev.wharf.account;

import dev.wharf.event.EventLog;
import dev.wharf.event.Published;
import dev.wharf.identity.AccountId;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.tuples.Tuple2;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;

/** Accounts, timelines and, in the same transactions, events in PostgreSQL. */
@ApplicationScoped
class AccountRepository {

  private static final String ALL = "select * from account";
  private static final String TIMELINE =
      "select * from timeline where account_id = $1 and id < $2"
          + " and ($3::timestamptz is null or at >= $3) and ($4::bigint is null or link = $4)"
          + " and ($5::text[] is null or kind = any ($5)) order by id desc limit $6";
  private static final String DROP = "delete from timeline where at < $1";

  private final Pool pool;
  private final EventLog log;
  private final Clock clock;

  AccountRepository(Pool pool, EventLog log, Clock clock) {
    this.pool = pool;
    this.log = log;
    this.clock = clock;
  }

  Uni<List<AccountState>> all() {
    return pool.preparedQuery(ALL)
        .execute()
        .map(
            rows -> {
              Instant now = clock.instant();
              return rows.stream().map(row -> AccountRow.restored(row, now)).toList();
            });
  }

  /** Stores all of a plan or nothing. */
  Uni<List<Published>> write(Plan plan) {
    return pool.withTransaction(
        tx ->
            // Sent without waiting for each other, and run in this order.
            Uni.combine()
                .all()
                .unis(PlanWriting.write(tx, plan), log.append(tx, plan.events()))
                .asTuple()
                .map(Tuple2::getItem2));
  }

  Uni<List<TimelineEntry>> timeline(AccountId account, TimelineFilter filter) {
    Long before = filter.before();
    Instant since = filter.since();
    Set<String> kinds = filter.kinds();
    return pool.preparedQuery(TIMELINE)
        .execute(
            Tuple.tuple()
                .addUUID(account.value())
                .addLong(before == null ? Long.MAX_VALUE : before)
                .addOffsetDateTime(since == null ? null : since.atOffset(ZoneOffset.UTC))
                .addLong(filter.link())
                .addArrayOfString(kinds.isEmpty() ? null : kinds.toArray(String[]::new))
                .addInteger(Math.clamp(filter.limit(), 1, TimelineFilter.MAX_LIMIT)))
        .map(rows -> rows.stream().map(Stored::line).toList());
  }

  Uni<Long> dropTimelineBefore(Instant limit) {
    return pool.preparedQuery(DROP)
        .execute(Tuple.of(limit.atOffset(ZoneOffset.UTC)))
        .map(rows -> (long) rows.rowCount());
  }
}
