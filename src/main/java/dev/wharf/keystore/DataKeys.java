package dev.wharf.keystore;

import dev.wharf.identity.AccountId;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import javax.crypto.SecretKey;

/** The key of each account, made when it is first needed and kept wrapped by the master key. */
@ApplicationScoped
class DataKeys {

  private final MasterKey master;
  private final SecureRandom random;

  DataKeys(MasterKey master, SecureRandom random) {
    this.master = master;
    this.random = random;
  }

  /** The account's key within this transaction, which nobody can take away until it ends. */
  Uni<SecretKey> ensure(SqlConnection transaction, AccountId account) {
    byte[] fresh = new byte[Seal.KEY_LENGTH];
    random.nextBytes(fresh);
    byte[] wrapped = Seal.close(master.key(), label(account), fresh, random);
    return transaction
        .preparedQuery(
            "insert into account_key (account_id, master_key_id, wrapped) values ($1, $2, $3)"
                + " on conflict do nothing")
        .execute(Tuple.of(account.value(), master.id(), Buffer.buffer(wrapped)))
        .chain(
            () ->
                transaction
                    .preparedQuery(
                        "select master_key_id, wrapped from account_key where account_id = $1"
                            + " for no key update")
                    .execute(Tuple.of(account.value())))
        .map(rows -> unwrap(account, rows.iterator().next()));
  }

  /**
   * @param row with {@code master_key_id} and {@code wrapped}
   * @throws KeystoreFault {@code WRONG_MASTER_KEY} or {@code CORRUPT}
   */
  SecretKey unwrap(AccountId account, Row row) {
    String wrappedBy = row.getString("master_key_id");
    if (!wrappedBy.equals(master.id())) {
      throw MasterKeyCheck.wrong(wrappedBy, master.id());
    }
    return Seal.key(Seal.open(master.key(), label(account), row.getBuffer("wrapped").getBytes()));
  }

  private static Seal.Label label(AccountId account) {
    return Seal.Label.of("data-key", account.value());
  }
}
