package dev.wharf.keystore;

import dev.wharf.identity.AccountId;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * The credentials of the accounts. Every failure to open one is a {@link KeystoreFault}, and
 * nothing is written over.
 */
@ApplicationScoped
public class CredentialStore {

  private final Pool pool;
  private final DataKeys dataKeys;
  private final Clock clock;
  private final SecureRandom random;

  CredentialStore(Pool pool, DataKeys dataKeys, Clock clock, SecureRandom random) {
    this.pool = pool;
    this.dataKeys = dataKeys;
    this.clock = clock;
    this.random = random;
  }

  public Uni<Optional<Credentials>> load(AccountId account) {
    return pool.preparedQuery(
            "select c.sealed, k.master_key_id, k.wrapped from credentials c"
                + " join account_key k using (account_id) where account_id = $1")
        .execute(Tuple.of(account.value()))
        .map(
            rows ->
                rows.iterator().hasNext()
                    ? Optional.of(open(account, rows.iterator().next()))
                    : Optional.empty());
  }

  /** Completes when they are stored. */
  public Uni<Void> save(AccountId account, Credentials credentials) {
    byte[] plain = CredentialsFormat.write(credentials);
    return pool.withTransaction(
        transaction ->
            dataKeys
                .ensure(transaction, account)
                .map(key -> Seal.close(key, label(account), plain, random))
                .chain(closed -> put(transaction, account, closed)));
  }

  /**
   * Puts the credentials aside, where they are kept for 7 days, and drops the pre-keys; afterwards
   * the account has none. Does nothing if it has none already.
   */
  public Uni<Void> archive(AccountId account, String reason) {
    return pool.withTransaction(
        transaction ->
            transaction
                .preparedQuery(
                    "insert into credentials_archive"
                        + " (account_id, reason, archived_at, master_key_id, wrapped, sealed)"
                        + " select account_id, $2, $3, master_key_id, wrapped, sealed"
                        + " from credentials join account_key using (account_id)"
                        + " where account_id = $1")
                .execute(
                    Tuple.of(account.value(), reason, clock.instant().atOffset(ZoneOffset.UTC)))
                .chain(
                    () ->
                        transaction
                            .preparedQuery("delete from account_key where account_id = $1")
                            .execute(Tuple.of(account.value())))
                .replaceWithVoid());
  }

  Uni<Integer> purgeArchivedBefore(Instant limit) {
    return pool.preparedQuery("delete from credentials_archive where archived_at < $1")
        .execute(Tuple.of(limit.atOffset(ZoneOffset.UTC)))
        .map(rows -> rows.rowCount());
  }

  private Credentials open(AccountId account, Row row) {
    return CredentialsFormat.read(
        Seal.open(
            dataKeys.unwrap(account, row), label(account), row.getBuffer("sealed").getBytes()));
  }

  private static Uni<Void> put(SqlConnection transaction, AccountId account, byte[] sealed) {
    return transaction
        .preparedQuery(
            "insert into credentials (account_id, sealed) values ($1, $2)"
                + " on conflict (account_id) do update"
                + " set sealed = excluded.sealed, updated_at = now()")
        .execute(Tuple.of(account.value(), Buffer.buffer(sealed)))
        .replaceWithVoid();
  }

  private static Seal.Label label(AccountId account) {
    return Seal.Label.of("credentials", account.value());
  }
}
