package dev.wharf.account;

import dev.wharf.event.EventLog;
import dev.wharf.event.Published;
import dev.wharf.event.Transactions;
import dev.wharf.identity.AccountId;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Parameters;
import io.quarkus.panache.common.Sort;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.tuples.Tuple2;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Accounts, timelines and, in the same transactions, events in PostgreSQL. What is read comes
 * through entities; what is written, some thousand rows a second while everybody logs in, does not.
 */
@ApplicationScoped
class AccountRepository {

  private final Pool pool;
  private final Transactions transactions;
  private final EventLog log;
  private final Rows rows;
  private final Lines lines;
  private final Clock clock;

  AccountRepository(
      Pool pool, Transactions transactions, EventLog log, Rows rows, Lines lines, Clock clock) {
    this.pool = pool;
    this.transactions = transactions;
    this.log = log;
    this.rows = rows;
    this.lines = lines;
    this.clock = clock;
  }

  Uni<List<AccountState>> all() {
    return transactions
        .inSession(() -> rows.listAll())
        .map(
            found -> {
              Instant now = clock.instant();
              return found.stream().map(row -> row.restored(now)).toList();
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
    var wanted = new StringBuilder("accountId = :account and id < :before");
    var values = Parameters.with("account", account.value());
    Long before = filter.before();
    values.and("before", before == null ? Long.MAX_VALUE : before);
    narrow(wanted, values, " and at >= :since", "since", filter.since());
    narrow(wanted, values, " and link = :link", "link", filter.link());
    Set<String> kinds = filter.kinds();
    narrow(wanted, values, " and kind in :kinds", "kinds", kinds.isEmpty() ? null : kinds);
    int limit = Math.clamp(filter.limit(), 1, TimelineFilter.MAX_LIMIT);
    return transactions.inSession(
        () ->
            lines
                .find(wanted.toString(), Sort.descending("id"), values)
                .page(0, limit)
                .list()
                .map(found -> found.stream().map(TimelineRow::entry).toList()));
  }

  private static void narrow(
      StringBuilder wanted,
      Parameters values,
      String condition,
      String name,
      @Nullable Object value) {
    if (value != null) {
      wanted.append(condition);
      values.and(name, value);
    }
  }

  Uni<Long> dropTimelineBefore(Instant limit) {
    return transactions.inTransaction(() -> lines.delete("at < ?1", limit));
  }

  @ApplicationScoped
  static class Rows implements PanacheRepositoryBase<AccountRow, UUID> {}

  @ApplicationScoped
  static class Lines implements PanacheRepositoryBase<TimelineRow, Long> {}
}
