package dev.wharf.account;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Writes accounts and timelines of a {@link Plan}: at most one statement for each kind of change.
 */
final class PlanWriting {

  private static final Columns<Plan.Line> LINE =
      new Columns<Plan.Line>()
          .with("account_id", "uuid", UUID[]::new, line -> line.account().value())
          .instant("at", line -> line.entry().at())
          .text("kind", line -> line.entry().kind())
          .text("status", PlanWriting::status)
          .text("state", line -> line.entry().state())
          .reason(line -> line.entry().reason())
          .with("link", "bigint", Long[]::new, line -> line.entry().link())
          .text("step", line -> line.entry().step())
          .with("duration_ms", "bigint", Long[]::new, line -> line.entry().durationMs())
          .text("outcome", line -> line.entry().outcome());

  private static final String DELETE = "delete from account where id = any ($1::uuid[])";
  private static final String UPDATE =
      "update account set "
          + AccountRow.COLUMNS.assignments()
          + " from "
          + AccountRow.COLUMNS.unnested()
          + " where account.id = w.id";
  private static final String INSERT =
      "insert into account ("
          + AccountRow.COLUMNS.names()
          + ") select "
          + AccountRow.COLUMNS.values()
          + " from "
          + AccountRow.COLUMNS.unnested();
  private static final String TELL =
      "insert into timeline (id, "
          + LINE.names()
          + ") select nextval('timeline_id'), "
          + LINE.values()
          + " from "
          + LINE.unnested();

  private final SqlConnection tx;
  private final List<Uni<RowSet<Row>>> statements = new ArrayList<>();

  private PlanWriting(SqlConnection tx) {
    this.tx = tx;
  }

  static Uni<Void> write(SqlConnection tx, Plan plan) {
    var writing = new PlanWriting(tx);
    UUID[] deleted = plan.deleted().toArray(UUID[]::new);
    if (deleted.length > 0) {
      writing.run(DELETE, Tuple.of(deleted));
    }
    writing.run(UPDATE, AccountRow.COLUMNS, plan.updated());
    writing.run(INSERT, AccountRow.COLUMNS, plan.inserted());
    writing.run(TELL, LINE, plan.history());
    return writing.statements.isEmpty()
        ? Uni.createFrom().voidItem()
        // Subscribes in order, hence they arrive and are run in order.
        : Uni.join().all(writing.statements).andFailFast().replaceWithVoid();
  }

  private <R> void run(String sql, Columns<R> columns, List<R> rows) {
    if (!rows.isEmpty()) {
      run(sql, columns.tuple(rows));
    }
  }

  private void run(String sql, Tuple values) {
    statements.add(tx.preparedQuery(sql).execute(values));
  }

  private static @Nullable String status(Plan.Line line) {
    var status = line.entry().status();
    return status == null ? null : status.word();
  }
}
