package dev.wharf.keystore.ratchet;

import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.wharf.identity.AccountId;
import dev.wharf.keystore.CredentialStore;
import dev.wharf.keystore.KeystoreFault;
import dev.wharf.keystore.PreKeyStore;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;

/** The key store, for tests that wait. */
@Singleton
class Stores {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  static final class Crash extends RuntimeException {}

  @Inject RatchetStore ratchets;
  @Inject SignedPreKeys signedPreKeys;
  @Inject CredentialStore credentials;
  @Inject PreKeyStore preKeys;
  @Inject Pool pool;

  <T> T run(Uni<T> work) {
    return work.await().atMost(PATIENCE);
  }

  void save(AccountId account, KeyChange... changes) {
    run(pool.withTransaction(tx -> ratchets.save(tx, account, List.of(changes))));
  }

  /** All is written, and then the transaction is not committed. */
  void saveAndCrash(AccountId account, List<KeyChange> changes) {
    assertThrows(
        Crash.class,
        () ->
            run(
                pool.withTransaction(
                    tx ->
                        ratchets
                            .save(tx, account, changes)
                            .chain(() -> Uni.createFrom().failure(new Crash())))));
  }

  int count(String table, AccountId account) {
    return run(pool.preparedQuery(
                "select count(*)::integer from " + table + " where account_id = $1")
            .execute(Tuple.of(account.value())))
        .iterator()
        .next()
        .getInteger(0);
  }

  int execute(String sql, Object... values) {
    return run(pool.preparedQuery(sql).execute(Tuple.from(values))).rowCount();
  }

  KeystoreFault fault(Uni<?> work) {
    return assertThrows(KeystoreFault.class, () -> run(work));
  }
}
