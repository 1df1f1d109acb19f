package dev.wharf.keystore;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/**
 * Refuses to start with another master key than the database was first started with: else new
 * accounts would be sealed by one key and old ones by another, and neither would open them all.
 */
@ApplicationScoped
class MasterKeyCheck {

  /** Before anything that loads or stores. */
  private static final int EARLY = 10;

  private static final String CLAIM =
      "insert into master_key_check (master_key_id) values ($1) on conflict do nothing";
  private static final String READ = "select master_key_id from master_key_check";

  private final Pool pool;

  MasterKeyCheck(Pool pool) {
    this.pool = pool;
  }

  void start(@Observes @Priority(EARLY) StartupEvent event, MasterKey key) throws Throwable {
    VertxContextSupport.subscribeAndAwait(() -> check(key));
  }

  /** Fails with {@code WRONG_MASTER_KEY} if the database is another key's. */
  Uni<Void> check(MasterKey key) {
    return pool.preparedQuery(CLAIM)
        .execute(Tuple.of(key.id()))
        .chain(() -> pool.query(READ).execute())
        .invoke(
            rows -> {
              if (!rows.iterator().next().getString("master_key_id").equals(key.id())) {
                throw KeystoreFault.wrongMasterKey();
              }
            })
        .replaceWithVoid();
  }
}
