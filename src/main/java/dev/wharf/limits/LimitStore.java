package dev.wharf.limits;

import dev.wharf.identity.AccountId;
import dev.wharf.identity.PhoneNumber;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The rows of the accounts' limits. Nothing of them is kept in memory. */
@ApplicationScoped
class LimitStore {

  private static final String READ =
      "select known_since, settings, holds, usage from account_limit where account_id = $1";

  private static final String LOCK = READ + " for update";

  /** Nothing if there is no such account. */
  private static final String CREATE =
      "insert into account_limit (account_id, known_since) select id, $2 from account where id = $1"
          + " on conflict do nothing";

  private static final String USED = "update account_limit set usage = $2 where account_id = $1";

  private static final String CHANGED =
      "update account_limit set known_since = $2, settings = $3, holds = $4, usage = $5"
          + " where account_id = $1";

  private static final String PAIRED =
      "insert into account_limit as known (account_id, known_since, phone_number)"
          + " select id, $2, $3 from account where id = $1"
          + " on conflict (account_id) do update set phone_number = excluded.phone_number,"
          + " known_since = case when known.phone_number <> excluded.phone_number"
          + " then excluded.known_since else known.known_since end"
          + " where known.phone_number is distinct from excluded.phone_number";

  private static final String HOLD =
      "insert into account_limit as known (account_id, known_since, holds)"
          + " select id, $2, jsonb_build_object($3::text, $4::jsonb) from account where id = $1"
          + " on conflict (account_id) do update set holds = known.holds || excluded.holds"
          + " where coalesce((known.holds -> $3 ->> 'until')::bigint, 0) <= $5";

  private static final String MOVE = HOLD + " or known.holds -> $3 ->> 'why' = $6";

  private static final String RELEASE =
      "update account_limit set holds = holds - $2::text where account_id = $1";

  private static final String RELEASE_IF = RELEASE + " and holds -> $2::text ->> 'why' = $3";

  private static final String TELL =
      "insert into account_limit as known (account_id, known_since, told)"
          + " select id, $2, jsonb_build_object($3::text, $5::bigint) from account where id = $1"
          + " on conflict (account_id) do update set told = known.told || excluded.told"
          + " where coalesce((known.told ->> $3)::bigint, 0) <= $4";

  private final Pool pool;

  LimitStore(Pool pool) {
    this.pool = pool;
  }

  /** A row as it is stored, read only when somebody asks for it. */
  record Stored(Instant knownSince, Object settings, Object holds, byte[] usage) {

    AccountLimits limits() throws Unreadable {
      return new AccountLimits(
          SettingsCodec.read(settings, knownSince),
          SettingsCodec.readHolds(holds),
          UsageCodec.read(usage));
    }

    /** What can be read of it; what was used counts as everything, just now. */
    AccountLimits rest(Instant now) {
      Settings known;
      try {
        known = SettingsCodec.read(settings, knownSince);
      } catch (Unreadable e) {
        known = Settings.fresh(now);
      }
      return new AccountLimits(known, Map.of(), Usage.full(now.toEpochMilli()));
    }
  }

  <T> Uni<T> inTransaction(Function<SqlConnection, Uni<T>> work) {
    return pool.withTransaction(work);
  }

  Uni<Optional<Stored>> read(AccountId account) {
    return row(pool, READ, account);
  }

  /** Locks the row until the transaction ends, and makes it where there is none. */
  Uni<Optional<Stored>> lock(SqlConnection tx, AccountId account, Instant now) {
    return row(tx, LOCK, account)
        .chain(
            found ->
                found.isPresent()
                    ? Uni.createFrom().item(found)
                    : tx.preparedQuery(CREATE)
                        .execute(Tuple.of(account.value(), utc(now)))
                        .chain(made -> row(tx, LOCK, account)));
  }

  Uni<Void> used(SqlConnection tx, AccountId account, Usage usage) {
    return tx.preparedQuery(USED)
        .execute(Tuple.of(account.value(), UsageCodec.write(usage)))
        .replaceWithVoid();
  }

  Uni<Void> changed(SqlConnection tx, AccountId account, AccountLimits limits) {
    var holds = new JsonObject();
    limits.holds().forEach((limit, hold) -> holds.put(limit.word(), SettingsCodec.write(hold)));
    return tx.preparedQuery(CHANGED)
        .execute(
            Tuple.of(
                account.value(),
                utc(limits.settings().knownSince()),
                SettingsCodec.write(limits.settings()),
                holds,
                UsageCodec.write(limits.usage())))
        .replaceWithVoid();
  }

  Uni<Void> paired(AccountId account, PhoneNumber number, Instant at) {
    return pool.preparedQuery(PAIRED)
        .execute(Tuple.of(account.value(), utc(at), number.digits()))
        .replaceWithVoid();
  }

  Uni<Void> hold(AccountId account, Hold hold, Instant now) {
    return pool.preparedQuery(HOLD).execute(held(account, hold, now)).replaceWithVoid();
  }

  Uni<Void> move(AccountId account, Hold hold, Instant now) {
    Tuple held = held(account, hold, now).addString(hold.why());
    return pool.preparedQuery(MOVE).execute(held).replaceWithVoid();
  }

  private static Tuple held(AccountId account, Hold hold, Instant now) {
    return Tuple.of(
        account.value(),
        utc(now),
        hold.limit().word(),
        SettingsCodec.write(hold),
        hold.until().toEpochMilli());
  }

  Uni<Void> release(AccountId account, Limit limit) {
    return pool.preparedQuery(RELEASE)
        .execute(Tuple.of(account.value(), limit.word()))
        .replaceWithVoid();
  }

  Uni<Void> release(AccountId account, Limit limit, String why) {
    return pool.preparedQuery(RELEASE_IF)
        .execute(Tuple.of(account.value(), limit.word(), why))
        .replaceWithVoid();
  }

  /** Whether it is the first to tell of that limit, up to {@code until}. */
  Uni<Boolean> tell(AccountId account, Limit limit, Instant now, Instant until) {
    return pool.preparedQuery(TELL)
        .execute(
            Tuple.of(
                account.value(), utc(now), limit.word(), now.toEpochMilli(), until.toEpochMilli()))
        .map(rows -> rows.rowCount() > 0);
  }

  private static Uni<Optional<Stored>> row(SqlClient client, String sql, AccountId account) {
    return client.preparedQuery(sql).execute(Tuple.of(account.value())).map(LimitStore::stored);
  }

  private static Optional<Stored> stored(RowSet<Row> rows) {
    for (Row row : rows) {
      return Optional.of(
          new Stored(
              row.getOffsetDateTime("known_since").toInstant(),
              row.getValue("settings"),
              row.getValue("holds"),
              row.getBuffer("usage").getBytes()));
    }
    return Optional.empty();
  }

  private static OffsetDateTime utc(Instant at) {
    return at.atOffset(ZoneOffset.UTC);
  }
}
