package dev.wharf.keystore.ratchet;

import dev.wharf.identity.AccountId;
import dev.wharf.protocol.signal.ChainId;
import dev.wharf.protocol.signal.SkippedChange;
import dev.wharf.protocol.signal.SkippedKey;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Gives what is filed under the phone number of a user to the hidden address of the same user.
 * Boxes are bound to their rows, so they are opened and closed again. A row that is there under the
 * hidden address already is the newer one, and wins with its skipped keys.
 */
final class Adoption {

  private static final String NOT_THERE =
      " and not exists (select 1 from %s l where l.account_id = $1 and l.peer = $3"
          + " and l.device = s.device%s)";
  private static final String RATCHETS =
      "select '' as group_jid, device, sealed from ratchet s where account_id = $1 and peer = $2"
          + NOT_THERE.formatted("ratchet", "")
          + " for update";
  private static final String SKIPPED =
      "select '' as group_jid, device, chain, counter, sealed from skipped_key s"
          + " where account_id = $1 and peer = $2"
          + NOT_THERE.formatted("ratchet", "");
  private static final String SENDER_KEYS =
      "select group_jid, device, sealed from sender_key s where account_id = $1 and peer = $2"
          + NOT_THERE.formatted("sender_key", " and l.group_jid = s.group_jid")
          + " for update";
  private static final String SKIPPED_SENDER =
      "select k.group_jid, k.device, k.chain, k.counter, k.sealed from sender_key s"
          + " join skipped_sender_key k using (account_id, group_jid, peer, device)"
          + " where s.account_id = $1 and s.peer = $2"
          + NOT_THERE.formatted("sender_key", " and l.group_jid = s.group_jid");
  private static final String REST =
      "with ratchets as (delete from ratchet where account_id = $1 and peer = $2),"
          + " senders as (delete from sender_key where account_id = $1 and peer = $2),"
          + " identities as (delete from peer_identity where account_id = $1 and peer = $2"
          + " returning device, identity, first_seen, changed_at),"
          + " holders as (delete from own_sender_key_holder where account_id = $1 and peer = $2"
          + " returning group_jid, device),"
          + " renamed as (insert into peer_identity"
          + " (account_id, peer, device, identity, first_seen, changed_at)"
          + " select $1::uuid, $3::text, device, identity, first_seen, changed_at from identities"
          + " on conflict do nothing)"
          + " insert into own_sender_key_holder (account_id, group_jid, peer, device)"
          + " select $1::uuid, group_jid, $3::text, device from holders on conflict do nothing";

  private final SqlConnection tx;
  private final AccountId account;
  private final Boxes boxes;
  private final String phone;
  private final String lid;

  /**
   * @param phone address of the user, without device
   * @param lid the same user's
   */
  Adoption(SqlConnection tx, AccountId account, Boxes boxes, String phone, String lid) {
    this.tx = tx;
    this.account = account;
    this.boxes = boxes;
    this.phone = phone;
    this.lid = lid;
  }

  /** What is to be saved under the hidden address; {@link #clear} comes after that. */
  Uni<List<KeyChange>> changes() {
    return Uni.combine()
        .all()
        .unis(read(RATCHETS), read(SKIPPED), read(SENDER_KEYS), read(SKIPPED_SENDER))
        .asTuple()
        // There may be thousands of boxes: not on an event loop.
        .emitOn(Infrastructure.getDefaultWorkerPool())
        .map(
            found -> {
              List<KeyChange> changes = new ArrayList<>();
              var skipped = skipped(found.getItem2());
              for (Row row : found.getItem1()) {
                changes.add(ratchet(row, skipped));
              }
              var skippedOfSenders = skipped(found.getItem4());
              for (Row row : found.getItem3()) {
                changes.add(senderKeys(row, skippedOfSenders));
              }
              return changes;
            });
  }

  /** Nothing is left under the phone number; identities and holders are renamed. */
  Uni<Void> clear() {
    return read(REST).replaceWithVoid();
  }

  private KeyChange ratchet(Row row, Map<Place, List<SkippedKey>> skipped) {
    Place from = place(row);
    return new KeyChange.RatchetMoved(
        Place.jid(lid, from.device()),
        boxes.ratchet(from, Rows.box(row, "sealed")),
        added(skipped, from));
  }

  private KeyChange senderKeys(Row row, Map<Place, List<SkippedKey>> skipped) {
    Place from = place(row);
    return new KeyChange.SenderKeysMoved(
        Place.jid(from.group(), 0),
        Place.jid(lid, from.device()),
        boxes.senderKeys(from, Rows.box(row, "sealed")),
        added(skipped, from));
  }

  private Map<Place, List<SkippedKey>> skipped(RowSet<Row> rows) {
    var found = new HashMap<Place, List<SkippedKey>>();
    for (Row row : rows) {
      Place from = place(row);
      var chain = new ChainId(row.getBuffer("chain").getBytes());
      var id = new SkippedKey.Id(chain, row.getLong("counter"));
      boxes
          .skippedKey(from, id, Rows.box(row, "sealed"))
          .ifPresent(key -> found.computeIfAbsent(from, it -> new ArrayList<>()).add(key));
    }
    return found;
  }

  private static SkippedChange added(Map<Place, List<SkippedKey>> skipped, Place from) {
    var none = SkippedChange.NONE;
    return new SkippedChange(
        none.used(), skipped.getOrDefault(from, List.of()), none.trim(), none.dropped());
  }

  private Place place(Row row) {
    return new Place(row.getString("group_jid"), phone, row.getInteger("device"));
  }

  private Uni<RowSet<Row>> read(String sql) {
    return tx.preparedQuery(sql).execute(Tuple.of(account.value(), phone, lid));
  }
}
