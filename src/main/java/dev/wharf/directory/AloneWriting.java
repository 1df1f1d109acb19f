package dev.wharf.directory;

import dev.wharf.identity.AccountId;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.function.Function;

/**
 * Changes to the directory of one account happen one after the other, over all processes, so that
 * what was read before a change is still true when it is written.
 */
@Singleton
class AloneWriting {

  /** «dire» in ASCII, the class of these locks; accounts whose hashes are alike only wait. */
  private static final String LOCK =
      "select pg_advisory_xact_lock(x'64697265'::integer, hashtext($1::uuid::text))";

  private final Pool pool;

  AloneWriting(Pool pool) {
    this.pool = pool;
  }

  <T> Uni<T> of(AccountId account, Function<SqlConnection, Uni<T>> work) {
    return pool.withTransaction(
        tx ->
            tx.preparedQuery(LOCK).execute(Tuple.of(account.value())).chain(() -> work.apply(tx)));
  }
}
