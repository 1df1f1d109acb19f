package dev.wharf.keystore.appstate;

import dev.wharf.identity.AccountId;
import dev.wharf.keystore.AccountSeals;
import dev.wharf.keystore.KeystoreFault;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** The secret of each account with which it makes up for privacy tokens (messaging.md 5.8). */
@ApplicationScoped
public class TokenSalts {

  private static final String KIND = "token-salt";
  private static final String ROW = "own";

  private static final String PUT =
      "insert into token_salt (account_id, sealed) values ($1, $2)"
          + " on conflict (account_id) do update set sealed = excluded.sealed";

  private static final String FIND = "select sealed from token_salt where account_id = $1";

  private final Pool pool;
  private final AccountSeals seals;

  TokenSalts(Pool pool, AccountSeals seals) {
    this.pool = pool;
    this.seals = seals;
  }

  /**
   * Keeps it in place of the one before.
   *
   * @return fails with {@code MISSING} if the account never had credentials
   */
  public Uni<Void> keep(AccountId account, byte[] salt) {
    return seals
        .find(pool, account)
        .map(found -> found.orElseThrow(KeystoreFault::missing))
        .chain(
            seal ->
                pool.preparedQuery(PUT)
                    .execute(Tuple.of(account.value(), Buffer.buffer(seal.close(KIND, ROW, salt)))))
        .replaceWithVoid();
  }

  /** Empty if the phone shared none. */
  public Uni<Optional<byte[]>> find(AccountId account) {
    return pool.preparedQuery(FIND)
        .execute(Tuple.of(account.value()))
        .chain(
            rows -> {
              for (Row row : rows) {
                byte[] box = row.getBuffer("sealed").getBytes();
                return seals
                    .find(pool, account)
                    .map(found -> found.map(seal -> seal.open(KIND, ROW, box)));
              }
              return Uni.createFrom().item(Optional.empty());
            });
  }
}
