package dev.wharf.account;

import dev.wharf.event.EventLog;
import dev.wharf.event.Published;
import dev.wharf.event.Transactions;
import dev.wharf.identity.AccountId;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Parameters;
import io.quarkus.panache.common.Sort;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Accounts, timelines and, in the same transactions, events in PostgreSQL. */
@ApplicationScoped
class AccountRepository {

  private final Transactions transactions;
  private final EventLog log;
  private final Rows rows;
  private final Lines lines;
  private final Clock clock;

  AccountRepository(Transactions transactions, EventLog log, Rows rows, Lines lines, Clock clock) {
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
    return transactions.inTransaction(
        () ->
            delete(plan.deleted())
                .chain(() -> update(plan.updated()))
                .chain(
                    () ->
                        transactions.persist(plan.inserted().stream().map(AccountRow::of).toList()))
                .chain(
                    () ->
                        transactions.persist(plan.history().stream().map(TimelineRow::of).toList()))
                .chain(() -> log.append(plan.events())));
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

  private Uni<Void> delete(List<UUID> ids) {
    return ids.isEmpty()
        ? Uni.createFrom().voidItem()
        : rows.delete("id in ?1", ids).replaceWithVoid();
  }

  private Uni<Void> update(List<AccountState> states) {
    if (states.isEmpty()) {
      return Uni.createFrom().voidItem();
    }
    Map<UUID, AccountState> byId = HashMap.newHashMap(states.size());
    states.forEach(state -> byId.put(state.id().value(), state));
    return rows.list("id in ?1", byId.keySet())
        .invoke(found -> found.forEach(row -> row.take(byId.get(row.id))))
        .replaceWithVoid();
  }

  @ApplicationScoped
  static class Rows implements PanacheRepositoryBase<AccountRow, UUID> {}

  @ApplicationScoped
  static class Lines implements PanacheRepositoryBase<TimelineRow, Long> {}
}
