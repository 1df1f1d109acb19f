package dev.wharf.keystore.ratchet;

import dev.wharf.identity.AccountId;
import dev.wharf.keystore.AccountSeals;
import dev.wharf.keystore.CredentialStore;
import dev.wharf.keystore.Credentials;
import dev.wharf.keystore.KeystoreFault;
import dev.wharf.protocol.signal.SignedPreKey;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * Signed pre-keys over time: the current one is in the credentials, the three before it are here,
 * for messages that were begun with them and are still on their way.
 */
@ApplicationScoped
public class SignedPreKeys {

  private static final int KEPT = 3;

  private static final String FIND =
      "select sealed from former_signed_pre_key where account_id = $1 and id = $2";

  /** Ids start over one day: then the current one has the id, and the former one is ages old. */
  private static final String FREE =
      "delete from former_signed_pre_key where account_id = $1 and id = $2";

  private static final String KEEP =
      "insert into former_signed_pre_key (account_id, id, sealed, replaced_at)"
          + " values ($1, $2, $3, $4) on conflict (account_id, id) do update"
          + " set sealed = excluded.sealed, replaced_at = excluded.replaced_at";
  private static final String TRIM =
      "delete from former_signed_pre_key where account_id = $1 and id not in"
          + " (select id from former_signed_pre_key where account_id = $1"
          + " order by replaced_at desc, id desc limit $2)";

  private static final String DATED =
      "update credential set signed_pre_key_at = $2 where account_id = $1";
  private static final String IS_OLDER =
      "select 1 from credential where account_id = $1"
          + " and (signed_pre_key_at is null or signed_pre_key_at < $2)";

  private final Pool pool;
  private final CredentialStore credentials;
  private final AccountSeals seals;
  private final Clock clock;

  SignedPreKeys(Pool pool, CredentialStore credentials, AccountSeals seals, Clock clock) {
    this.pool = pool;
    this.credentials = credentials;
    this.seals = seals;
    this.clock = clock;
  }

  /** The current one or a former one. */
  public Uni<Optional<SignedPreKey>> find(AccountId account, int id) {
    return credentials
        .load(account)
        .map(found -> found.map(it -> it.keys().signedPreKey()).filter(it -> it.id() == id))
        .chain(
            current -> current.isPresent() ? Uni.createFrom().item(current) : former(account, id));
  }

  private Uni<Optional<SignedPreKey>> former(AccountId account, int id) {
    return seals
        .find(pool, account)
        .chain(
            seal ->
                pool.preparedQuery(FIND)
                    .execute(Tuple.of(account.value(), id))
                    .map(
                        rows -> {
                          for (var row : rows) {
                            var boxes = new Boxes(seal.orElseThrow(KeystoreFault::missing));
                            return boxes.signedPreKey(id, Rows.box(row, "sealed"));
                          }
                          return Optional.empty();
                        }));
  }

  /**
   * Makes {@code next} the current one.
   *
   * @return the new credentials, once they are durable. The same step again changes nothing
   * @throws IllegalArgumentException if it is another key with the id of the current one
   */
  public Uni<Credentials> rotate(AccountId account, Credentials now, SignedPreKey next) {
    SignedPreKey current = now.keys().signedPreKey();
    if (current.equals(next)) {
      return Uni.createFrom().item(now);
    }
    if (current.id() == next.id()) {
      throw new IllegalArgumentException("the current signed pre-key has this id");
    }
    Credentials rotated = now.rekeyed(now.keys().withSignedPreKey(next));
    return pool.withTransaction(
            tx ->
                keep(tx, account, current)
                    .chain(
                        () -> tx.preparedQuery(FREE).execute(Tuple.of(account.value(), next.id())))
                    .chain(() -> tx.preparedQuery(TRIM).execute(Tuple.of(account.value(), KEPT)))
                    .chain(() -> credentials.save(tx, account, rotated))
                    .chain(() -> tx.preparedQuery(DATED).execute(Tuple.of(account.value(), now()))))
        .replaceWith(rotated);
  }

  /** Whether the current one is from before that time, or of unknown age. */
  public Uni<Boolean> isOlder(AccountId account, Instant than) {
    return pool.preparedQuery(IS_OLDER)
        .execute(Tuple.of(account.value(), than.atOffset(ZoneOffset.UTC)))
        .map(rows -> rows.size() > 0);
  }

  private OffsetDateTime now() {
    return clock.instant().atOffset(ZoneOffset.UTC);
  }

  private Uni<Void> keep(SqlConnection tx, AccountId account, SignedPreKey key) {
    return seals
        .find(tx, account)
        .map(found -> new Boxes(found.orElseThrow(KeystoreFault::missing)).close(key))
        .chain(
            box -> tx.preparedQuery(KEEP).execute(Tuple.of(account.value(), key.id(), box, now())))
        .replaceWithVoid();
  }
}
