package dev.wharf.keystore.appstate;

import dev.wharf.identity.AccountId;
import dev.wharf.keystore.AccountSeal;
import dev.wharf.keystore.AccountSeals;
import dev.wharf.keystore.KeystoreFault;
import dev.wharf.protocol.Opaque;
import dev.wharf.protocol.appstate.AppState;
import dev.wharf.protocol.appstate.AppStateKey;
import dev.wharf.protocol.appstate.CollectionState;
import dev.wharf.protocol.appstate.LtHash;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The app state of the accounts: keys and how far collections were followed. */
@ApplicationScoped
public class AppStateStore {

  /** Whether any collection of account $1 is behind. */
  public static final String ANY_BEHIND =
      "exists (select from app_state where account_id = $1 and behind)";

  /** How many collections of account $1 are known of. */
  public static final String COLLECTIONS = "(select count(*) from app_state where account_id = $1)";

  private static final String KEY = "app-state-key";

  private static final String PUT_KEYS =
      "insert into app_state_key (account_id, key_id, sealed, made_at)"
          + " select $1::uuid, k.key_id, k.sealed, k.made_at"
          + " from unnest($2::bytea[], $3::bytea[], $4::timestamptz[]) as k (key_id, sealed, made_at)"
          + " on conflict (account_id, key_id) do update"
          + " set sealed = excluded.sealed, made_at = excluded.made_at";
  private static final String FALL_BEHIND =
      "insert into app_state (account_id, collection, version, sum, behind)"
          + " select $1::uuid, name, 0, $3, true from unnest($2::text[]) as name"
          + " on conflict (account_id, collection) do update set behind = true"
          + " where not app_state.behind";
  private static final String FIND_KEYS =
      "select key_id, sealed from app_state_key where account_id = $1 and key_id = any($2::bytea[])";
  private static final String LOAD =
      "select collection, version, sum, behind from app_state where account_id = $1";
  private static final String ENTRIES =
      "select index_mac, value_mac from app_state_entry"
          + " where account_id = $1 and collection = $2 and index_mac = any($3::bytea[])";
  private static final String MOVE =
      "update app_state set version = $3, sum = $4 where account_id = $1 and collection = $2";
  private static final String PUT_ENTRIES =
      "insert into app_state_entry (account_id, collection, index_mac, value_mac)"
          + " select $1::uuid, $2::text, e.index_mac, e.value_mac"
          + " from unnest($3::bytea[], $4::bytea[]) as e (index_mac, value_mac)"
          + " on conflict (account_id, collection, index_mac) do update"
          + " set value_mac = excluded.value_mac";
  private static final String DROP_ENTRIES =
      "delete from app_state_entry"
          + " where account_id = $1 and collection = $2 and index_mac = any($3::bytea[])";
  private static final String DROP_ALL =
      "delete from app_state_entry where account_id = $1 and collection = $2";
  private static final String CAUGHT_UP =
      "update app_state set behind = false where account_id = $1 and collection = $2";

  private final Pool pool;
  private final AccountSeals seals;

  AppStateStore(Pool pool, AccountSeals seals) {
    this.pool = pool;
    this.seals = seals;
  }

  /**
   * Keeps keys, within the caller's transaction.
   *
   * @return fails with {@code MISSING} if the account never had credentials
   */
  public Uni<Void> keep(SqlConnection tx, AccountId account, List<AppStateKey> keys) {
    if (keys.isEmpty()) {
      return Uni.createFrom().voidItem();
    }
    return seals
        .find(tx, account)
        .map(found -> found.orElseThrow(KeystoreFault::missing))
        .chain(seal -> tx.preparedQuery(PUT_KEYS).execute(values(account, seal, keys)))
        .replaceWithVoid();
  }

  private static Tuple values(AccountId account, AccountSeal seal, List<AppStateKey> keys) {
    return Tuple.of(
        account.value(),
        keys.stream().map(key -> Buffer.buffer(key.id().bytes())).toArray(Buffer[]::new),
        keys.stream()
            .map(key -> Buffer.buffer(seal.close(KEY, row(key.id()), key.data().bytes())))
            .toArray(Buffer[]::new),
        keys.stream()
            .map(key -> key.at().map(at -> at.atOffset(ZoneOffset.UTC)).orElse(null))
            .toArray(OffsetDateTime[]::new));
  }

  /** There is more of these collections. Within the caller's transaction. */
  public Uni<Void> fallBehind(SqlConnection tx, AccountId account, Collection<String> names) {
    return tx.preparedQuery(FALL_BEHIND)
        .execute(
            Tuple.of(
                account.value(),
                names.toArray(String[]::new),
                Buffer.buffer(LtHash.EMPTY.sum().bytes())))
        .replaceWithVoid();
  }

  public Uni<Void> fallBehind(AccountId account, Collection<String> names) {
    return pool.withTransaction(tx -> fallBehind(tx, account, names));
  }

  /** Those of these keys that are known, by id. */
  public Uni<Map<Opaque, AppStateKey>> keys(AccountId account, Collection<Opaque> ids) {
    return seals
        .find(pool, account)
        .chain(
            seal ->
                seal.isEmpty()
                    ? Uni.createFrom().item(Map.of())
                    : pool.preparedQuery(FIND_KEYS)
                        .execute(Tuple.of(account.value(), buffers(ids)))
                        .map(rows -> keys(rows, seal.get())));
  }

  private static Map<Opaque, AppStateKey> keys(RowSet<Row> rows, AccountSeal seal) {
    Map<Opaque, AppStateKey> keys = HashMap.newHashMap(rows.size());
    for (Row row : rows) {
      Opaque id = opaque(row, "key_id");
      byte[] data = seal.open(KEY, row(id), opaque(row, "sealed").bytes());
      keys.put(id, new AppStateKey(id, new Opaque(data), Optional.empty()));
    }
    return keys;
  }

  /** Every collection that was ever followed or is to be, by name. */
  public Uni<Map<String, Followed>> load(AccountId account) {
    return pool.preparedQuery(LOAD)
        .execute(Tuple.of(account.value()))
        .map(
            rows -> {
              Map<String, Followed> all = HashMap.newHashMap(rows.size());
              for (Row row : rows) {
                var state =
                    new CollectionState(
                        row.getString("collection"),
                        row.getLong("version"),
                        new LtHash(opaque(row, "sum")));
                all.put(state.name(), new Followed(state, row.getBoolean("behind")));
              }
              return all;
            });
  }

  /** Value MACs of those entries that are there, by index MAC. */
  public Uni<Map<Opaque, Opaque>> entries(
      AccountId account, String collection, Collection<Opaque> indexMacs) {
    return pool.preparedQuery(ENTRIES)
        .execute(Tuple.of(account.value(), collection, buffers(indexMacs)))
        .map(
            rows -> {
              Map<Opaque, Opaque> found = HashMap.newHashMap(rows.size());
              for (Row row : rows) {
                found.put(opaque(row, "index_mac"), opaque(row, "value_mac"));
              }
              return found;
            });
  }

  /**
   * A step of a collection that fell behind before.
   *
   * @param whole whether it is in place of everything that was known
   */
  public Uni<Void> moved(AccountId account, AppState.Outcome.Applied step, boolean whole) {
    String name = step.state().name();
    return pool.withTransaction(
        tx ->
            tx.preparedQuery(MOVE)
                .execute(
                    Tuple.of(
                        account.value(),
                        name,
                        step.state().version(),
                        Buffer.buffer(step.state().hash().sum().bytes())))
                .chain(
                    () ->
                        whole
                            ? tx.preparedQuery(DROP_ALL).execute(Tuple.of(account.value(), name))
                            : tx.preparedQuery(DROP_ENTRIES)
                                .execute(Tuple.of(account.value(), name, buffers(step.gone()))))
                .chain(
                    () ->
                        tx.preparedQuery(PUT_ENTRIES)
                            .execute(
                                Tuple.of(
                                    account.value(),
                                    name,
                                    buffers(step.stored().keySet()),
                                    buffers(step.stored().values()))))
                .replaceWithVoid());
  }

  /** Forgets how far a collection was followed. */
  public Uni<Void> restart(AccountId account, String collection) {
    var nothing =
        new AppState.Outcome.Applied(
            CollectionState.empty(collection), List.of(), Map.of(), java.util.Set.of());
    return moved(account, nothing, true);
  }

  /** There is no more of a collection, or none that we can read. */
  public Uni<Void> caughtUp(AccountId account, String collection) {
    return pool.preparedQuery(CAUGHT_UP)
        .execute(Tuple.of(account.value(), collection))
        .replaceWithVoid();
  }

  private static String row(Opaque keyId) {
    return HexFormat.of().formatHex(keyId.bytes());
  }

  private static Buffer[] buffers(Collection<Opaque> all) {
    return all.stream().map(one -> Buffer.buffer(one.bytes())).toArray(Buffer[]::new);
  }

  private static Opaque opaque(Row row, String column) {
    return new Opaque(row.getBuffer(column).getBytes());
  }
}
