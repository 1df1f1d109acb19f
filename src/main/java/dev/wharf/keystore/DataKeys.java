package dev.wharf.keystore;

import dev.wharf.identity.AccountId;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import javax.crypto.SecretKey;

/** One random key per account, stored only wrapped. Without it the account's secrets are gone. */
@ApplicationScoped
class DataKeys {

  /** Asked for with each message, so there is room for all accounts that one process serves. */
  private static final int REMEMBERED = 16_384;

  private static final String FIND =
      "select wrapped, master_key_id from data_key where account_id = $1";

  /** Nothing if the master key was changed under this process while it had lost the database. */
  private static final String ADD =
      "insert into data_key (account_id, wrapped, master_key_id)"
          + " select $1::uuid, $2::bytea, $3::text"
          + " where exists (select 1 from master_key_check where master_key_id = $3::text)"
          + " on conflict do nothing";

  private static final String DROP = "delete from data_key where account_id = $1";

  private final Map<AccountId, SecretKey> opened =
      Collections.synchronizedMap(
          new LinkedHashMap<>(16, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<AccountId, SecretKey> eldest) {
              return size() > REMEMBERED;
            }
          });

  private final Pool pool;
  private final MasterKey masterKey;
  private final SecureRandom random;

  DataKeys(Pool pool, MasterKey masterKey, SecureRandom random) {
    this.pool = pool;
    this.masterKey = masterKey;
    this.random = random;
  }

  /** The account's data key; empty if nothing was ever stored for it. */
  Uni<Optional<SecretKey>> find(AccountId account) {
    return find(pool, account);
  }

  /** As above, over a connection that the caller has already. */
  Uni<Optional<SecretKey>> find(SqlClient client, AccountId account) {
    SecretKey known = opened.get(account);
    return known == null ? read(client, account) : Uni.createFrom().item(Optional.of(known));
  }

  /** The account's data key, made if it has none. Whoever is first wins. */
  Uni<SecretKey> of(AccountId account) {
    return find(account)
        .chain(
            found -> found.map(key -> Uni.createFrom().item(key)).orElseGet(() -> create(account)));
  }

  /** Destroys the key, and with it everything that it sealed. */
  Uni<Void> destroy(AccountId account) {
    return pool.preparedQuery(DROP)
        .execute(Tuple.of(account.value()))
        .invoke(() -> opened.remove(account))
        .replaceWithVoid();
  }

  /** What a process that starts anew would know. */
  void forgetOpened() {
    opened.clear();
  }

  private Uni<SecretKey> create(AccountId account) {
    byte[] bytes = new byte[Seal.KEY_LENGTH];
    random.nextBytes(bytes);
    var wrapped = masterKey.wrap(account, Seal.key(bytes), random);
    return pool.preparedQuery(ADD)
        .execute(Tuple.of(account.value(), Buffer.buffer(wrapped.box()), wrapped.masterKeyId()))
        .chain(() -> read(pool, account))
        .map(found -> found.orElseThrow(KeystoreFault::wrongMasterKey));
  }

  private Uni<Optional<SecretKey>> read(SqlClient client, AccountId account) {
    return client
        .preparedQuery(FIND)
        .execute(Tuple.of(account.value()))
        .map(
            rows -> {
              for (var row : rows) {
                var wrapped =
                    new MasterKey.Wrapped(
                        row.getBuffer("wrapped").getBytes(), row.getString("master_key_id"));
                SecretKey key = masterKey.unwrap(account, wrapped);
                opened.put(account, key);
                return Optional.of(key);
              }
              return Optional.empty();
            });
  }
}
