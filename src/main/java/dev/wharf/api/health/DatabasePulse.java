package dev.wharf.api.health;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Singleton;

/** Asks the database for a sign of life, and does not wait long for it. */
@Singleton
public class DatabasePulse {

  private final Pool pool;

  DatabasePulse(Pool pool) {
    this.pool = pool;
  }

  /** Never fails. */
  public Uni<Boolean> answers() {
    return pool.query("select 1")
        .execute()
        .ifNoItem()
        .after(Probes.PATIENCE)
        .fail()
        .replaceWith(true)
        .onFailure()
        .recoverWithItem(false);
  }
}
