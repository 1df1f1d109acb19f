package dev.wharf.account;

import dev.wharf.identity.AccountId;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/** What is kept of the past of the accounts, read for people. Never writes. */
@ApplicationScoped
public class Timelines {

  private static final Set<String> STEPS = Set.of("step");
  private static final int LONGEST_LINK = 50;
  private static final String RECENT =
      "select kind, status, state, step, outcome, reason_code, count(*) as times from timeline"
          + " where account_id = $1 and at >= $2"
          + " group by kind, status, state, step, outcome, reason_code";

  private final AccountRepository repository;
  private final Pool pool;

  Timelines(AccountRepository repository, Pool pool) {
    this.repository = repository;
    this.pool = pool;
  }

  /** The newest first. Empty for an account that is not there. */
  public Uni<List<TimelineEntry>> read(AccountId account, TimelineFilter filter) {
    return repository.timeline(account, filter);
  }

  /** The steps of the newest link, in the order in which they happened. */
  public Uni<List<TimelineEntry>> lastLink(AccountId account) {
    return read(account, TimelineFilter.newest(LONGEST_LINK).of(STEPS, null))
        .map(Timelines::ofOneLink);
  }

  /** Everything from then on, counted. */
  public Uni<Recent> recent(AccountId account, Instant since) {
    return pool.preparedQuery(RECENT)
        .execute(Tuple.of(account.value(), since.atOffset(ZoneOffset.UTC)))
        .map(Timelines::counted);
  }

  /** A number alone does not tell links apart: each process begins with 1. */
  static List<TimelineEntry> ofOneLink(List<TimelineEntry> newestFirst) {
    var steps = new ArrayList<TimelineEntry>();
    for (TimelineEntry entry : newestFirst) {
      boolean earlier =
          !steps.isEmpty()
              && (!Objects.equals(entry.link(), steps.getFirst().link())
                  || "closed".equals(entry.step()));
      if (earlier) {
        break;
      }
      steps.add(entry);
    }
    return steps.reversed();
  }

  private static Recent counted(RowSet<Row> rows) {
    long reconnects = 0;
    Map<String, Long> endings = new TreeMap<>();
    Map<String, Long> troubles = new TreeMap<>();
    for (Row row : rows) {
      long times = row.getLong("times");
      if (is(row, "step", "closed")) {
        endings.merge(row.getString("outcome"), times, Long::sum);
      } else if (is(row, "kind", "error")) {
        troubles.merge(row.getString("reason_code"), times, Long::sum);
      } else if (is(row, "status", "reconnecting") && is(row, "state", "waiting")) {
        reconnects += times;
      }
    }
    return new Recent(reconnects, endings, troubles);
  }

  private static boolean is(Row row, String column, String value) {
    return value.equals(row.getString(column));
  }
}
