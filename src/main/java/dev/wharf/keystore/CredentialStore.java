package dev.wharf.keystore;

import dev.wharf.identity.AccountId;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import javax.crypto.SecretKey;

/** The credentials of the accounts, sealed. Failures to open them are {@link KeystoreFault}s. */
@ApplicationScoped
public class CredentialStore {

  private static final String LOAD = "select sealed from credential where account_id = $1";
  private static final String SAVE =
      "insert into credential (account_id, sealed, updated_at, signed_pre_key_at)"
          + " values ($1, $2, $3, $3) on conflict (account_id) do update"
          + " set sealed = excluded.sealed, updated_at = excluded.updated_at";

  /**
   * Ratchets and sender keys are not put aside but gone, with the keys that were skipped in them:
   * peers and groups go on while they would lie here, and a ratchet that came back older than it
   * was would use counters twice. Peers that do not know it yet are told by a retry receipt, and
   * begin anew. So the former signed pre-keys serve nobody either. The app state is of the phone,
   * which may be another one next time, and is asked for again.
   */
  private static final String ARCHIVE =
      "with gone as (delete from credential where account_id = $1 returning account_id, sealed),"
          + " kept as (insert into credential_archive (account_id, sealed, reason, archived_at)"
          + " select account_id, sealed, $2::text, $3::timestamptz from gone returning key, account_id),"
          + " ratchets as (delete from ratchet where account_id = $1),"
          + " senders as (delete from sender_key where account_id = $1),"
          + " own as (delete from own_sender_key where account_id = $1),"
          + " former as (delete from former_signed_pre_key where account_id = $1),"
          + " shared as (delete from app_state where account_id = $1),"
          + " sharing as (delete from app_state_key where account_id = $1),"
          + " told as (delete from untaken where account_id = $1)"
          + " update pre_key set archive = kept.key from kept"
          + " where pre_key.account_id = kept.account_id and pre_key.archive is null";

  private static final String NEWEST =
      "select key from credential_archive where account_id = $1"
          + " order by archived_at desc, id desc limit 1";
  private static final String TAKE_BACK =
      "insert into credential (account_id, sealed, updated_at)"
          + " select account_id, sealed, $2 from credential_archive where key = $1";
  private static final String PRE_KEYS_BACK =
      "update pre_key set archive = null where archive = $1";
  private static final String TAKEN = "delete from credential_archive where key = $1";
  private static final String PURGE = "delete from credential_archive where archived_at < $1";

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

  /** Empty if the account was never paired, or its credentials are archived. */
  public Uni<Optional<Credentials>> load(AccountId account) {
    return dataKeys
        .find(account)
        .chain(
            key ->
                key.map(opening -> load(account, opening))
                    .orElseGet(() -> Uni.createFrom().item(Optional.empty())));
  }

  private Uni<Optional<Credentials>> load(AccountId account, SecretKey key) {
    return pool.preparedQuery(LOAD)
        .execute(Tuple.of(account.value()))
        .map(
            rows -> {
              for (var row : rows) {
                byte[] box = row.getBuffer("sealed").getBytes();
                byte[] plain = Seal.open(key, Purpose.credentials(account), box);
                return Optional.of(CredentialsCodec.decode(plain));
              }
              return Optional.empty();
            });
  }

  /** Completes when they are durable. */
  public Uni<Void> save(AccountId account, Credentials credentials) {
    return dataKeys.of(account).chain(key -> save(pool, account, key, credentials));
  }

  /**
   * Within the caller's transaction, with which they become durable.
   *
   * @return fails with {@code MISSING} if the account never had any
   */
  public Uni<Void> save(SqlConnection tx, AccountId account, Credentials credentials) {
    return dataKeys
        .find(tx, account)
        .map(found -> found.orElseThrow(KeystoreFault::missing))
        .chain(key -> save(tx, account, key, credentials));
  }

  private Uni<Void> save(
      SqlClient client, AccountId account, SecretKey key, Credentials credentials) {
    byte[] plain = CredentialsCodec.encode(credentials);
    byte[] box = Seal.close(key, Purpose.credentials(account), plain, random);
    return client
        .preparedQuery(SAVE)
        .execute(Tuple.of(account.value(), Buffer.buffer(box), now()))
        .replaceWithVoid();
  }

  /**
   * Puts the credentials and their pre-keys aside, and drops what was agreed with peers under them.
   * Nothing happens if there is nothing.
   */
  public Uni<Void> archive(AccountId account, String reason) {
    return pool.preparedQuery(ARCHIVE)
        .execute(Tuple.of(account.value(), reason, now()))
        .replaceWithVoid();
  }

  /**
   * Takes the newest archived credentials and their pre-keys back, unless the account has some.
   *
   * @return what the account has now; empty if there is nothing
   */
  public Uni<Optional<Credentials>> restore(AccountId account) {
    return load(account)
        .chain(
            present ->
                present.isPresent()
                    ? Uni.createFrom().item(present)
                    : pool.withTransaction(tx -> takeBack(tx, account))
                        .chain(done -> load(account)));
  }

  private Uni<Void> takeBack(SqlConnection tx, AccountId account) {
    return tx.preparedQuery(NEWEST)
        .execute(Tuple.of(account.value()))
        .chain(
            rows -> {
              var found = rows.iterator();
              if (!found.hasNext()) {
                return Uni.createFrom().voidItem();
              }
              UUID key = found.next().getUUID("key");
              return tx.preparedQuery(TAKE_BACK)
                  .execute(Tuple.of(key, now()))
                  .chain(done -> tx.preparedQuery(PRE_KEYS_BACK).execute(Tuple.of(key)))
                  .chain(done -> tx.preparedQuery(TAKEN).execute(Tuple.of(key)))
                  .replaceWithVoid();
            });
  }

  public Uni<Void> purgeArchive(Instant olderThan) {
    return pool.preparedQuery(PURGE).execute(Tuple.of(at(olderThan))).replaceWithVoid();
  }

  /**
   * Removes everything of the account, its data key included, so that no backup without that key
   * tells anything either. For an account that is deleted: its id must not be used again.
   */
  public Uni<Void> forget(AccountId account) {
    return dataKeys.destroy(account);
  }

  private OffsetDateTime now() {
    return at(clock.instant());
  }

  private static OffsetDateTime at(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
