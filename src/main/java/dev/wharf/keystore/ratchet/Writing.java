package dev.wharf.keystore.ratchet;

import dev.wharf.identity.AccountId;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.function.BiFunction;

/**
 * Writes a {@link Net}: one statement for each kind of row, all sent without waiting for each
 * other, so it costs one round trip.
 */
final class Writing {

  private static final String RATCHETS =
      "insert into ratchet (account_id, peer, device, sealed)"
          + " select $1::uuid, peer, device, sealed"
          + " from unnest($2::text[], $3::integer[], $4::bytea[]) as w (peer, device, sealed)"
          + " on conflict (account_id, peer, device) do update set sealed = excluded.sealed";
  private static final String SENDER_KEYS =
      "insert into sender_key (account_id, group_jid, peer, device, sealed)"
          + " select $1::uuid, group_jid, peer, device, sealed"
          + " from unnest($2::text[], $3::text[], $4::integer[], $5::bytea[])"
          + " as w (group_jid, peer, device, sealed)"
          + " on conflict (account_id, group_jid, peer, device) do update"
          + " set sealed = excluded.sealed";
  private static final String IDENTITIES =
      "insert into peer_identity (account_id, peer, device, identity, first_seen)"
          + " select $1::uuid, peer, device, identity, $5::timestamptz"
          + " from unnest($2::text[], $3::integer[], $4::bytea[]) as w (peer, device, identity)"
          + " on conflict (account_id, peer, device) do update"
          + " set identity = excluded.identity, changed_at = excluded.first_seen"
          + " where peer_identity.identity <> excluded.identity";
  private static final String PRE_KEYS =
      "delete from pre_key where account_id = $1 and id = any ($2::integer[]) and archive is null";
  private static final String CLEAR_OWN =
      "delete from own_sender_key where account_id = $1 and group_jid = any ($2::text[])";
  private static final String OWN =
      "insert into own_sender_key (account_id, group_jid, sealed)"
          + " select $1::uuid, group_jid, sealed"
          + " from unnest($2::text[], $3::bytea[]) as w (group_jid, sealed)"
          + " on conflict (account_id, group_jid) do update set sealed = excluded.sealed";
  private static final String HOLDERS =
      "insert into own_sender_key_holder (account_id, group_jid, peer, device)"
          + " select $1::uuid, group_jid, peer, device"
          + " from unnest($2::text[], $3::text[], $4::integer[]) as w (group_jid, peer, device)"
          + " on conflict do nothing";

  private final SqlConnection tx;
  private final AccountId account;
  private final Boxes boxes;
  private final OffsetDateTime now;
  private final List<Uni<RowSet<Row>>> statements = new ArrayList<>();

  private Writing(SqlConnection tx, AccountId account, Boxes boxes, OffsetDateTime now) {
    this.tx = tx;
    this.account = account;
    this.boxes = boxes;
    this.now = now;
  }

  static Uni<Void> write(
      SqlConnection tx, AccountId account, Boxes boxes, OffsetDateTime now, Net net) {
    var writing = new Writing(tx, account, boxes, now);
    writing.ratchets(net);
    writing.senderKeys(net);
    writing.identities(net);
    writing.preKeys(net);
    writing.own(net.own);
    return writing.statements.isEmpty()
        ? Uni.createFrom().voidItem()
        // Subscribes in order, hence they arrive and are run in order.
        : Uni.join().all(writing.statements).andFailFast().replaceWithVoid();
  }

  private void ratchets(Net net) {
    if (!net.ratchets.isEmpty()) {
      run(RATCHETS, places(net.ratchets, boxes::close, false));
    }
    statements.addAll(SkippedTable.OF_RATCHETS.write(tx, account, boxes, net.skippedOfRatchets()));
  }

  private void senderKeys(Net net) {
    if (!net.senderKeys.isEmpty()) {
      run(SENDER_KEYS, places(net.senderKeys, boxes::close, true));
    }
    statements.addAll(SkippedTable.OF_SENDERS.write(tx, account, boxes, net.skippedOfSenders()));
  }

  private void identities(Net net) {
    if (!net.identities.isEmpty()) {
      Tuple rows = places(net.identities, (place, it) -> Buffer.buffer(it.bytes()), false);
      run(IDENTITIES, rows.addValue(now));
    }
  }

  private void preKeys(Net net) {
    if (!net.preKeys.isEmpty()) {
      run(PRE_KEYS, Rows.tuple(account, net.preKeys.toArray(Integer[]::new)));
    }
  }

  private void own(SortedMap<String, Net.Own> own) {
    var cleared = own.entrySet().stream().filter(it -> it.getValue().cleared).toList();
    if (!cleared.isEmpty()) {
      run(CLEAR_OWN, Rows.tuple(account, Rows.texts(cleared, Map.Entry::getKey)));
    }
    var groups = new ArrayList<String>();
    var keys = new ArrayList<Buffer>();
    var given = new ArrayList<Place>();
    own.forEach(
        (group, it) -> {
          if (it.key != null) {
            groups.add(group);
            keys.add(boxes.close(group, it.key));
          }
          given.addAll(it.given);
        });
    if (!groups.isEmpty()) {
      run(OWN, Rows.tuple(account, groups.toArray(String[]::new), keys.toArray(Buffer[]::new)));
    }
    if (!given.isEmpty()) {
      run(
          HOLDERS,
          Rows.tuple(
              account,
              Rows.texts(given, Place::group),
              Rows.texts(given, Place::peer),
              Rows.integers(given, Place::device)));
    }
  }

  private <T> Tuple places(
      SortedMap<Place, T> rows, BiFunction<Place, T, Buffer> box, boolean ofGroups) {
    var places = rows.keySet();
    Tuple values =
        ofGroups ? Rows.tuple(account, Rows.texts(places, Place::group)) : Rows.tuple(account);
    return values
        .addValue(Rows.texts(places, Place::peer))
        .addValue(Rows.integers(places, Place::device))
        .addValue(Rows.boxes(rows.entrySet(), it -> box.apply(it.getKey(), it.getValue())));
  }

  private void run(String sql, Tuple values) {
    statements.add(tx.preparedQuery(sql).execute(values));
  }
}
