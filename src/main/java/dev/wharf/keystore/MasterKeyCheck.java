package dev.wharf.keystore;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.util.UUID;

/**
 * Refuses to start on a database that was written with another master key, before anything can be
 * taken for damaged or be written under two keys.
 */
@ApplicationScoped
public class MasterKeyCheck {

  private static final Seal.Label LABEL = Seal.Label.of("master-key-check", new UUID(0, 0));
  private static final byte[] WORDS = "this key opens this database".getBytes();

  private final Pool pool;
  private final MasterKey master;
  private final SecureRandom random;

  MasterKeyCheck(Pool pool, MasterKey master, SecureRandom random) {
    this.pool = pool;
    this.master = master;
    this.random = random;
  }

  /** Fails with a {@link KeystoreFault} that says what to set. */
  public Uni<Void> verify() {
    return pool.preparedQuery(
            "insert into master_key_check (master_key_id, sealed) values ($1, $2)"
                + " on conflict do nothing")
        .execute(
            Tuple.of(master.id(), Buffer.buffer(Seal.close(master.key(), LABEL, WORDS, random))))
        .chain(() -> pool.query("select master_key_id, sealed from master_key_check").execute())
        .invoke(rows -> compare(rows.iterator().next()))
        .replaceWithVoid();
  }

  private void compare(Row row) {
    String writtenWith = row.getString("master_key_id");
    if (!writtenWith.equals(master.id())) {
      throw wrong(writtenWith, master.id());
    }
    Seal.open(master.key(), LABEL, row.getBuffer("sealed").getBytes());
  }

  static KeystoreFault wrong(String writtenWith, String configured) {
    return new KeystoreFault(
        KeystoreFault.Kind.WRONG_MASTER_KEY,
        "This database was written with the master key "
            + writtenWith
            + ", but "
            + configured
            + " is configured: set WHARF_MASTER_KEY or WHARF_MASTER_KEY_FILE to the key of that"
            + " database, or use another database.");
  }
}
