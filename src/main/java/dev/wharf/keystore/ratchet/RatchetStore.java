package dev.wharf.keystore.ratchet;

import dev.wharf.identity.AccountId;
import dev.wharf.identity.Jid;
import dev.wharf.keystore.AccountSeals;
import dev.wharf.keystore.KeystoreFault;
import dev.wharf.protocol.signal.FoundKeys;
import dev.wharf.protocol.signal.IncomingGroupMessage;
import dev.wharf.protocol.signal.IncomingMessage;
import dev.wharf.protocol.signal.SenderKeys;
import dev.wharf.protocol.signal.SignedPreKey;
import dev.wharf.protocol.signal.SkippedChange;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Ratchets, sender keys and identities, per account. A row that cannot be opened is left as it is:
 * whoever asks for it gets a {@link KeystoreFault} {@code CORRUPT}, all others are served.
 */
@ApplicationScoped
public class RatchetStore {

  private static final String LOCK =
      "select 1 from ratchet r join unnest($2::text[], $3::integer[]) as w (peer, device)"
          + " using (peer, device) where r.account_id = $1"
          + " order by peer, device for update of r";
  private static final String DISCARD =
      "with w as (select * from unnest($2::text[], $3::integer[]) as w (peer, device)),"
          + " senders as (delete from sender_key s using w"
          + " where s.account_id = $1 and s.peer = w.peer and s.device = w.device)"
          + " delete from ratchet r using w"
          + " where r.account_id = $1 and r.peer = w.peer and r.device = w.device";

  /** The {@code limit}s as in {@link Reading}: look-ups, however much the account has. */
  private static final String FILED_UNDER_PHONE =
      "select w.phone, w.lid from unnest($2::text[], $3::text[]) as w (phone, lid)"
          + " where coalesce("
          + "(select 1 from ratchet where account_id = $1::uuid and peer = w.phone limit 1),"
          + " (select 1 from peer_identity where account_id = $1 and peer = w.phone limit 1),"
          + " (select 1 from sender_key where account_id = $1 and peer = w.phone limit 1),"
          + " (select 1 from own_sender_key_holder"
          + " where account_id = $1 and peer = w.phone limit 1)) is not null";

  private static final String DROP =
      "with ratchets as (delete from ratchet where account_id = $1),"
          + " senders as (delete from sender_key where account_id = $1),"
          + " own as (delete from own_sender_key where account_id = $1),"
          + " former as (delete from former_signed_pre_key where account_id = $1)"
          + " delete from peer_identity where account_id = $1";

  private final Pool pool;
  private final AccountSeals seals;
  private final Clock clock;

  RatchetStore(Pool pool, AccountSeals seals, Clock clock) {
    this.pool = pool;
    this.seals = seals;
    this.clock = clock;
  }

  /** What is known of these devices; each of them is in the map. */
  public Uni<Map<Jid, PeerKeys>> load(AccountId account, Collection<Jid> peers) {
    return read(
        account,
        reading -> reading.peers(peers),
        () -> {
          Map<Jid, PeerKeys> unknown = new LinkedHashMap<>();
          peers.forEach(peer -> unknown.put(peer, PeerKeys.NONE));
          return unknown;
        });
  }

  /**
   * The ratchet that a message came in, and the keys that it names.
   *
   * @param current the account's present signed pre-key: it is in the credentials, not here
   */
  public Uni<Opening> opening(
      AccountId account, Jid peer, IncomingMessage message, SignedPreKey current) {
    return read(
        account,
        reading -> reading.opening(Place.of(peer), message, current),
        () -> new Opening(PeerKeys.NONE, FoundKeys.NONE));
  }

  /** The sender's keys in that group, and the skipped key that a message names. */
  public Uni<GroupOpening> groupOpening(
      AccountId account, Jid group, Jid sender, IncomingGroupMessage message) {
    return read(
        account,
        reading -> reading.groupOpening(Place.of(group, sender), message),
        () -> new GroupOpening(SenderKeys.NONE, Optional.empty()));
  }

  public Uni<OwnGroupKey> ownGroupKey(AccountId account, Jid group) {
    return read(account, reading -> reading.own(Place.text(group)), () -> OwnGroupKey.NONE);
  }

  public Uni<SenderKeys> senderKeys(AccountId account, Jid group, Jid sender) {
    return read(
        account, reading -> reading.senderKeys(Place.of(group, sender)), () -> SenderKeys.NONE);
  }

  /**
   * All of it, in order, within the caller's transaction; with several changes to one row the row
   * is written once.
   *
   * @return fails with {@code MISSING} if the account never had credentials
   */
  public Uni<Void> save(SqlConnection tx, AccountId account, List<KeyChange> changes) {
    return boxes(tx, account)
        .chain(
            boxes ->
                Writing.write(
                    tx, account, boxes, clock.instant().atOffset(ZoneOffset.UTC), Net.of(changes)));
  }

  /**
   * Nothing is sent any more with what is agreed with these devices; messages that still come in it
   * can be read. For devices that were set up anew.
   */
  public Uni<Void> archive(AccountId account, Collection<Jid> peers) {
    return pool.withTransaction(
        tx ->
            tx.preparedQuery(LOCK)
                .execute(places(account, peers))
                .chain(locked -> read(tx, account, it -> it.peers(peers), Map::of))
                .chain(known -> save(tx, account, archived(known))));
  }

  private static List<KeyChange> archived(Map<Jid, PeerKeys> known) {
    List<KeyChange> changes = new ArrayList<>();
    known.forEach(
        (peer, keys) -> {
          if (keys.ratchet().open()) {
            var archived = keys.ratchet().archived();
            changes.add(new KeyChange.RatchetMoved(peer, archived, SkippedChange.NONE));
          }
        });
    return changes;
  }

  /**
   * Forgets what is agreed with these devices and their sender keys, without reading it: the way
   * out if a row is corrupt. The next message of such a device leads to a retry receipt.
   */
  public Uni<Void> discard(AccountId account, Collection<Jid> peers) {
    return pool.preparedQuery(DISCARD).execute(places(account, peers)).replaceWithVoid();
  }

  /**
   * Files what is known of a user's devices under the hidden address, once that is known. A row
   * that is there already wins. Nobody may be using a ratchet of either address meanwhile.
   */
  public Uni<Void> adopt(AccountId account, Jid phoneUser, Jid lidUser) {
    return adopt(account, Map.of(phoneUser, lidUser));
  }

  /**
   * The same for many users, hidden addresses by phone number. Users of whom nothing is filed cost
   * next to nothing; each of the others has a transaction of its own.
   */
  public Uni<Void> adopt(AccountId account, Map<Jid, Jid> lids) {
    if (lids.isEmpty()) {
      return Uni.createFrom().voidItem();
    }
    return pool.preparedQuery(FILED_UNDER_PHONE)
        .execute(
            Rows.tuple(
                account,
                Rows.texts(lids.keySet(), Place::text),
                Rows.texts(lids.values(), Place::text)))
        .onItem()
        .transformToMulti(rows -> Multi.createFrom().iterable(rows))
        .onItem()
        .transformToUniAndConcatenate(
            row ->
                pool.withTransaction(
                    tx -> adopt(tx, account, row.getString("phone"), row.getString("lid"))))
        .onItem()
        .ignoreAsUni();
  }

  private Uni<Void> adopt(SqlConnection tx, AccountId account, String phone, String lid) {
    return boxes(tx, account)
        .map(boxes -> new Adoption(tx, account, boxes, phone, lid))
        .chain(
            adoption ->
                adoption
                    .changes()
                    .chain(changes -> save(tx, account, changes))
                    .chain(adoption::clear));
  }

  /** Everything of the account: for credentials that are gone for good. */
  public Uni<Void> drop(AccountId account) {
    return pool.preparedQuery(DROP).execute(Tuple.of(account.value())).replaceWithVoid();
  }

  private static Tuple places(AccountId account, Collection<Jid> peers) {
    return Rows.tuple(account, Rows.texts(peers, Place::text), Rows.integers(peers, Jid::device));
  }

  private <T> Uni<T> read(AccountId account, Function<Reading, Uni<T>> what, Supplier<T> none) {
    return read(pool, account, what, none);
  }

  private <T> Uni<T> read(
      SqlClient client, AccountId account, Function<Reading, Uni<T>> what, Supplier<T> none) {
    return seals
        .find(client, account)
        .chain(
            found ->
                found
                    .map(seal -> what.apply(new Reading(client, account, new Boxes(seal))))
                    .orElseGet(() -> Uni.createFrom().item(none.get())));
  }

  private Uni<Boxes> boxes(SqlConnection tx, AccountId account) {
    return seals
        .find(tx, account)
        .map(found -> new Boxes(found.orElseThrow(KeystoreFault::missing)));
  }
}
