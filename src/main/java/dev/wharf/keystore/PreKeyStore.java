package dev.wharf.keystore;

import dev.wharf.identity.AccountId;
import dev.wharf.protocol.KeyPair;
import dev.wharf.protocol.ProtocolFault;
import dev.wharf.protocol.signal.PreKey;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import java.util.random.RandomGenerator;
import javax.crypto.SecretKey;

/**
 * The one-time pre-keys of the accounts, sealed. Ids rise per account and start over after 2^24.
 */
@ApplicationScoped
public class PreKeyStore {

  /** In SQL and here: the id that follows {@code id} by {@code n} is (id - 1 + n) % MAX_ID + 1. */
  private static final String RESERVE =
      "insert into pre_key_counter (account_id, next_id) values ($1, $2::integer % $3::integer + 1)"
          + " on conflict (account_id) do update"
          + " set next_id = (pre_key_counter.next_id - 1 + $2::integer) % $3::integer + 1"
          + " returning next_id";

  private static final String ADD =
      "insert into pre_key (account_id, id, sealed)"
          + " select $1::uuid, made.id, made.sealed from unnest($2::integer[], $3::bytea[])"
          + " as made (id, sealed)"
          + " on conflict (account_id, id) do update"
          + " set sealed = excluded.sealed, archive = null";

  private static final String UPLOADED =
      "update pre_key_counter set uploaded_to = $2 where account_id = $1";

  private static final String FIND =
      "select sealed from pre_key where account_id = $1 and id = $2 and archive is null";

  /** By runs of ids, each found in the index at once. */
  private static final String COUNT =
      "select coalesce(sum(part.known), 0)::integer as known"
          + " from unnest($2::integer[], $3::integer[]) as run (low, high), lateral ("
          + " select count(*) as known from pre_key"
          + " where account_id = $1 and archive is null and id between run.low and run.high) as part";

  private record Batch(List<PreKey> keys, Integer[] ids, Buffer[] boxes) {}

  private final Pool pool;
  private final DataKeys dataKeys;
  private final SecureRandom random;

  PreKeyStore(Pool pool, DataKeys dataKeys, SecureRandom random) {
    this.pool = pool;
    this.dataKeys = dataKeys;
    this.random = random;
  }

  /**
   * New pre-keys, durable before they are told. If that fails their ids stay unused.
   *
   * @param generator for the keys; must be strong
   */
  public Uni<List<PreKey>> allocate(AccountId account, int count, RandomGenerator generator) {
    if (count < 1 || count > PreKey.MAX_ID / 2) {
      throw new IllegalArgumentException("pre-key count out of range: " + count);
    }
    return dataKeys
        .of(account)
        .chain(
            key ->
                reserve(account.value(), count)
                    .chain(first -> make(account, key, first, count, generator)))
        .call(
            made ->
                pool.preparedQuery(ADD)
                    .execute(Tuple.of(account.value(), made.ids(), made.boxes())))
        .map(Batch::keys);
  }

  /** The first of {@code count} ids that nobody else gets. */
  private Uni<Integer> reserve(UUID account, int count) {
    return pool.preparedQuery(RESERVE)
        .execute(Tuple.of(account, count, PreKey.MAX_ID))
        .map(
            rows -> {
              int next = rows.iterator().next().getInteger("next_id");
              return Math.floorMod(next - 1 - count, PreKey.MAX_ID) + 1;
            });
  }

  /** Tens of milliseconds for the usual 812 keys: not on an event loop. */
  private Uni<Batch> make(
      AccountId account, SecretKey key, int first, int count, RandomGenerator generator) {
    return Uni.createFrom()
        .item(() -> seal(account, key, PreKey.batch(first, count, generator)))
        .runSubscriptionOn(Infrastructure.getDefaultWorkerPool());
  }

  private Batch seal(AccountId account, SecretKey key, List<PreKey> keys) {
    return new Batch(
        keys,
        keys.stream().map(PreKey::id).toArray(Integer[]::new),
        keys.stream()
            .map(
                preKey ->
                    Buffer.buffer(
                        Seal.close(
                            key,
                            Purpose.preKey(account, preKey.id()),
                            preKey.keyPair().privateKey(),
                            random)))
            .toArray(Buffer[]::new));
  }

  /** How many of these we have. */
  public Uni<Integer> count(AccountId account, Collection<Integer> ids) {
    List<Integer> low = new ArrayList<>();
    List<Integer> high = new ArrayList<>();
    for (int id : new TreeSet<>(ids)) {
      if (!high.isEmpty() && high.getLast() == id - 1) {
        high.set(high.size() - 1, id);
      } else {
        low.add(id);
        high.add(id);
      }
    }
    return pool.preparedQuery(COUNT)
        .execute(
            Tuple.of(account.value(), low.toArray(Integer[]::new), high.toArray(Integer[]::new)))
        .map(rows -> rows.iterator().next().getInteger("known"));
  }

  /** The server has every pre-key up to this one. */
  public Uni<Void> uploaded(AccountId account, int lastId) {
    return pool.preparedQuery(UPLOADED)
        .execute(Tuple.of(account.value(), lastId))
        .replaceWithVoid();
  }

  /** Empty if it was never made, or is gone with the credentials it belonged to. */
  public Uni<Optional<PreKey>> find(AccountId account, int id) {
    return dataKeys
        .find(account)
        .chain(
            key ->
                key.map(opening -> find(account, id, opening))
                    .orElseGet(() -> Uni.createFrom().item(Optional.empty())));
  }

  private Uni<Optional<PreKey>> find(AccountId account, int id, SecretKey key) {
    return pool.preparedQuery(FIND)
        .execute(Tuple.of(account.value(), id))
        .map(
            rows -> {
              for (var row : rows) {
                byte[] box = row.getBuffer("sealed").getBytes();
                return Optional.of(read(id, Seal.open(key, Purpose.preKey(account, id), box)));
              }
              return Optional.empty();
            });
  }

  /**
   * Reads the column {@code sealed} of one.
   *
   * @throws KeystoreFault {@code CORRUPT}
   */
  public static PreKey open(AccountSeal seal, int id, byte[] box) {
    return read(id, seal.open("pre-key", Integer.toString(id), box));
  }

  private static PreKey read(int id, byte[] privateKey) {
    try {
      return new PreKey(id, KeyPair.ofPrivate(privateKey));
    } catch (ProtocolFault e) {
      throw KeystoreFault.corrupt("pre-key:" + id);
    }
  }
}
