package dev.wharf.account;

import dev.wharf.event.Reason;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Writes accounts and timelines of a {@link Plan}: at most one statement for each kind of change.
 */
final class PlanWriting {

  private static final Columns<AccountRow> ACCOUNT =
      new Columns<AccountRow>()
          .with("id", "uuid", UUID[]::new, row -> row.id)
          .text("name", row -> row.name)
          .text("tenant", row -> row.tenant)
          .text("external_id", row -> row.externalId)
          .json("metadata", row -> row.metadata.encode())
          .text("proxy", row -> row.proxy)
          .text("presence", row -> row.presence)
          .with("created_at", "timestamptz", OffsetDateTime[]::new, utc(row -> row.createdAt))
          .with("wanted", "boolean", Boolean[]::new, row -> row.wanted)
          .with("wanted_at", "timestamptz", OffsetDateTime[]::new, utc(row -> row.wantedAt))
          .with(
              "activation_ends",
              "timestamptz",
              OffsetDateTime[]::new,
              utc(row -> row.activationEnds))
          .with("connected_at", "timestamptz", OffsetDateTime[]::new, utc(row -> row.connectedAt))
          .with("paired", "boolean", Boolean[]::new, row -> row.paired)
          .text("phone_number", row -> row.phoneNumber)
          .text("lid", row -> row.lid)
          .text("push_name", row -> row.pushName)
          .text("platform", row -> row.platform)
          .text("status", row -> row.status)
          .text("state", row -> row.state)
          .with("since", "timestamptz", OffsetDateTime[]::new, utc(row -> row.since))
          .text("reason_code", reason(row -> row.reason, Reason::code))
          .text("reason_origin", reason(row -> row.reason, Reason::origin))
          .text("reason_message", reason(row -> row.reason, Reason::message))
          .text("reason_action", reason(row -> row.reason, PlanWriting::action))
          .with("until", "timestamptz", OffsetDateTime[]::new, utc(row -> row.until));

  private static final Columns<Plan.Line> LINE =
      new Columns<Plan.Line>()
          .with("account_id", "uuid", UUID[]::new, line -> line.account().value())
          .with("at", "timestamptz", OffsetDateTime[]::new, utc(line -> line.entry().at()))
          .text("kind", line -> line.entry().kind())
          .text("status", PlanWriting::status)
          .text("state", line -> line.entry().state())
          .text("reason_code", reason(line -> line.entry().reason(), Reason::code))
          .text("reason_origin", reason(line -> line.entry().reason(), Reason::origin))
          .text("reason_message", reason(line -> line.entry().reason(), Reason::message))
          .text("reason_action", reason(line -> line.entry().reason(), PlanWriting::action))
          .with("link", "bigint", Long[]::new, line -> line.entry().link())
          .text("step", line -> line.entry().step())
          .with("duration_ms", "bigint", Long[]::new, line -> line.entry().durationMs())
          .text("outcome", line -> line.entry().outcome());

  private static final String DELETE = "delete from account where id = any ($1::uuid[])";
  private static final String UPDATE =
      "update account set "
          + ACCOUNT.assignments()
          + " from "
          + ACCOUNT.unnested()
          + " where account.id = w.id";
  private static final String INSERT =
      "insert into account ("
          + ACCOUNT.names()
          + ") select "
          + ACCOUNT.values()
          + " from "
          + ACCOUNT.unnested();
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
    writing.run(UPDATE, ACCOUNT, plan.updated().stream().map(AccountRow::of).toList());
    writing.run(INSERT, ACCOUNT, plan.inserted().stream().map(AccountRow::of).toList());
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

  private static <R> Function<R, @Nullable String> reason(
      Function<R, @Nullable Reason> of, Function<Reason, @Nullable String> part) {
    return row -> {
      Reason reason = of.apply(row);
      return reason == null ? null : part.apply(reason);
    };
  }

  private static @Nullable String action(Reason reason) {
    return reason.action() == null ? null : reason.action().word();
  }

  private static <R> Function<R, @Nullable OffsetDateTime> utc(
      Function<R, @Nullable Instant> instant) {
    return row -> {
      Instant at = instant.apply(row);
      return at == null ? null : at.atOffset(ZoneOffset.UTC);
    };
  }
}
