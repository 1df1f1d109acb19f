package dev.wharf.keystore.ratchet;

import dev.wharf.identity.AccountId;
import dev.wharf.protocol.signal.ChainId;
import dev.wharf.protocol.signal.SkippedKey;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The rows of skipped keys, of ratchets or of sender keys: the tables differ in one column. */
enum SkippedTable {
  OF_RATCHETS("skipped_key", "", ""),
  OF_SENDERS("skipped_sender_key", "group_jid, ", "s.group_jid = w.group_jid and ");

  private record Line(Place place, SkippedKey.Id id) {}

  private record Chain(Place place, ChainId id, int count) {}

  private final String used;
  private final String dropped;
  private final String added;
  private final String trimmed;

  SkippedTable(String name, String columns, String matches) {
    used =
        delete(name, matches, ", $6::bigint[]", ", counter", "and s.counter = w.counter limit 1");
    dropped = delete(name, matches, "", "", "offset 0");
    trimmed =
        delete(name, matches, ", $6::bigint[]", ", surplus", "order by s.counter limit w.surplus");
    added =
        "insert into "
            + name
            + (" (account_id, " + columns + "peer, device, chain, counter, sealed)")
            + (" select $1::uuid, " + columns + "peer, device, chain, counter, sealed from ")
            + wanted(", $6::bigint[], $7::bytea[]", ", counter, sealed")
            + (" on conflict (account_id, " + columns + "peer, device, chain, counter)")
            + " do update set sealed = excluded.sealed";
  }

  /**
   * The {@code limit} keeps PostgreSQL from joining: without it, and as long as it has no
   * statistics, it would read all skipped keys of the account to find one.
   */
  private static String delete(
      String name, String matches, String more, String moreColumns, String limit) {
    return ("delete from " + name + " where ctid = any (array(select found.ctid from ")
        + wanted(more, moreColumns)
        + (", lateral (select s.ctid from " + name + " s where s.account_id = $1 and " + matches)
        + "s.peer = w.peer and s.device = w.device and s.chain = w.chain "
        + (limit + ") as found))");
  }

  private static String wanted(String more, String columns) {
    return ("unnest($2::text[], $3::text[], $4::integer[], $5::bytea[]%s)"
            + " as w (group_jid, peer, device, chain%s)")
        .formatted(more, columns);
  }

  /** The statements, to be run in this order. Nothing for what has not changed. */
  List<Uni<RowSet<Row>>> write(
      SqlConnection tx, AccountId account, Boxes boxes, Map<Place, SkippedNet> changes) {
    var gone = new ArrayList<Line>();
    var lost = new ArrayList<Chain>();
    var kept = new ArrayList<Map.Entry<Line, SkippedKey>>();
    var over = new ArrayList<Chain>();
    changes.forEach(
        (place, net) -> {
          net.used.forEach(id -> gone.add(new Line(place, id)));
          net.dropped.forEach(chain -> lost.add(new Chain(place, chain, 0)));
          net.added.forEach(
              (id, seed) -> kept.add(Map.entry(new Line(place, id), new SkippedKey(id, seed))));
          net.trimmed.forEach((chain, count) -> over.add(new Chain(place, chain, count)));
        });
    List<Uni<RowSet<Row>>> statements = new ArrayList<>();
    if (!gone.isEmpty()) {
      statements.add(run(tx, used, lines(account, gone)));
    }
    if (!lost.isEmpty()) {
      statements.add(run(tx, dropped, chains(account, lost)));
    }
    if (!kept.isEmpty()) {
      Tuple rows = lines(account, kept.stream().map(Map.Entry::getKey).toList());
      rows.addValue(Rows.boxes(kept, it -> boxes.close(it.getKey().place(), it.getValue())));
      statements.add(run(tx, added, rows));
    }
    if (!over.isEmpty()) {
      Tuple rows = chains(account, over);
      rows.addValue(Rows.longs(over, it -> (long) it.count()));
      statements.add(run(tx, trimmed, rows));
    }
    return statements;
  }

  private static Tuple lines(AccountId account, List<Line> lines) {
    var chains = lines.stream().map(it -> new Chain(it.place(), it.id().chain(), 0)).toList();
    Tuple rows = chains(account, chains);
    rows.addValue(Rows.longs(lines, it -> it.id().counter()));
    return rows;
  }

  private static Tuple chains(AccountId account, List<Chain> chains) {
    return Rows.tuple(
        account,
        Rows.texts(chains, it -> it.place().group()),
        Rows.texts(chains, it -> it.place().peer()),
        Rows.integers(chains, it -> it.place().device()),
        Rows.boxes(chains, it -> Rows.bytes(it.id())));
  }

  private static Uni<RowSet<Row>> run(SqlConnection tx, String sql, Tuple values) {
    return tx.preparedQuery(sql).execute(values);
  }
}
