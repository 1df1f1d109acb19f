package dev.wharf.keystore;

import dev.wharf.identity.AccountId;
import dev.wharf.protocol.KeyPair;
import dev.wharf.protocol.signal.PreKey;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.random.RandomGenerator;
import java.util.stream.StreamSupport;
import javax.crypto.SecretKey;

/**
 * The one-time pre-keys of the accounts. Making and sealing hundreds of them takes many
 * milliseconds, so it is done off the event loop.
 */
@ApplicationScoped
public class PreKeyStore {

  private static final int MAX_COUNT = 5_000;

  private final Pool pool;
  private final Vertx vertx;
  private final DataKeys dataKeys;
  private final SecureRandom sealing;

  PreKeyStore(Pool pool, Vertx vertx, DataKeys dataKeys, SecureRandom sealing) {
    this.pool = pool;
    this.vertx = vertx;
    this.dataKeys = dataKeys;
    this.sealing = sealing;
  }

  /**
   * New keys with the ids that come next, stored before they are returned. Ids start at 1 and go on
   * at 1 after the last one.
   *
   * @param count 1 to 5,000
   */
  public Uni<List<PreKey>> allocate(AccountId account, int count, RandomGenerator random) {
    if (count < 1 || count > MAX_COUNT) {
      throw new IllegalArgumentException("1 to 5000 pre-keys at a time, not " + count);
    }
    return pool.withTransaction(
        transaction ->
            dataKeys
                .ensure(transaction, account)
                .chain(
                    key ->
                        reserve(transaction, account, count)
                            .chain(
                                first -> offLoop(() -> make(account, key, first, count, random))))
                .call(made -> put(transaction, account, made))
                .map(Made::keys));
  }

  /** The server has all keys that were made up to and including this one. */
  public Uni<Void> uploaded(AccountId account, int lastId) {
    return pool.preparedQuery(
            "update pre_key set uploaded = true where account_id = $1 and not uploaded"
                + " and allocated <="
                + " (select allocated from pre_key where account_id = $1 and id = $2)")
        .execute(Tuple.of(account.value(), lastId))
        .replaceWithVoid();
  }

  /** Keys that were allocated, but whose upload was never confirmed, oldest first. */
  public Uni<List<PreKey>> pending(AccountId account) {
    return select(account, "not p.uploaded", Tuple.of(account.value()))
        .chain(rows -> offLoop(() -> open(account, rows)));
  }

  public Uni<Optional<PreKey>> find(AccountId account, int id) {
    return select(account, "p.id = $2", Tuple.of(account.value(), id))
        .map(rows -> open(account, rows).stream().findFirst());
  }

  /** A one-time key that was used is gone for good. */
  public Uni<Void> remove(AccountId account, int id) {
    return pool.preparedQuery("delete from pre_key where account_id = $1 and id = $2")
        .execute(Tuple.of(account.value(), id))
        .replaceWithVoid();
  }

  private record Made(List<PreKey> keys, Integer[] ids, Buffer[] sealed) {}

  private static Uni<Integer> reserve(SqlConnection transaction, AccountId account, int count) {
    return transaction
        .preparedQuery(
            "update account_key set next_pre_key_id = (next_pre_key_id - 1 + $2) % $3 + 1"
                + " where account_id = $1 returning next_pre_key_id")
        .execute(Tuple.of(account.value(), count, PreKey.MAX_ID))
        .map(
            rows -> {
              int next = rows.iterator().next().getInteger(0);
              return Math.floorMod(next - 1 - count, PreKey.MAX_ID) + 1;
            });
  }

  private Made make(
      AccountId account, SecretKey key, int first, int count, RandomGenerator random) {
    List<PreKey> keys = PreKey.batch(first, count, random);
    var ids = new Integer[count];
    var sealed = new Buffer[count];
    for (int i = 0; i < count; i++) {
      PreKey made = keys.get(i);
      ids[i] = made.id();
      sealed[i] =
          Buffer.buffer(
              Seal.close(
                  key, label(account.value(), made.id()), made.keyPair().privateKey(), sealing));
    }
    return new Made(keys, ids, sealed);
  }

  /** A key whose id comes round again takes the place of the one that nobody used in 16 million. */
  private static Uni<Void> put(SqlConnection transaction, AccountId account, Made made) {
    return transaction
        .preparedQuery(
            "insert into pre_key (account_id, id, sealed)"
                + " select $1, k.id, k.sealed from unnest($2::int[], $3::bytea[])"
                + " with ordinality as k (id, sealed, position) order by k.position"
                + " on conflict (account_id, id) do update"
                + " set sealed = excluded.sealed, uploaded = false, allocated = default")
        .execute(Tuple.of(account.value()).addArrayOfInteger(made.ids()).addValue(made.sealed()))
        .replaceWithVoid();
  }

  private Uni<RowSet<Row>> select(AccountId account, String condition, Tuple values) {
    return pool.preparedQuery(
            "select p.id, p.sealed, k.master_key_id, k.wrapped from pre_key p"
                + " join account_key k using (account_id) where account_id = $1 and "
                + condition
                + " order by p.allocated")
        .execute(values);
  }

  private List<PreKey> open(AccountId account, RowSet<Row> rows) {
    return StreamSupport.stream(rows.spliterator(), false).map(row -> open(account, row)).toList();
  }

  private PreKey open(AccountId account, Row row) {
    int id = row.getInteger("id");
    byte[] privateKey =
        Seal.open(
            dataKeys.unwrap(account, row),
            label(account.value(), id),
            row.getBuffer("sealed").getBytes());
    return new PreKey(id, KeyPair.ofPrivate(privateKey));
  }

  private <T> Uni<T> offLoop(java.util.concurrent.Callable<T> work) {
    return vertx.executeBlocking(work, false);
  }

  private static Seal.Label label(UUID account, int id) {
    return new Seal.Label("pre-key", account, id);
  }
}
