package dev.wharf.keystore.appstate;

import dev.wharf.identity.AccountId;
import dev.wharf.identity.MessageId;
import dev.wharf.keystore.AccountSeal;
import dev.wharf.keystore.AccountSeals;
import dev.wharf.keystore.KeystoreFault;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * What the phone told and what was not taken in yet. Noted with the ratchet that opened it, dropped
 * when all of it is stored: whatever dies in between, it is taken in later.
 */
@ApplicationScoped
public class Untaken {

  /** Whether there is anything of account $1. */
  public static final String ANY = "exists (select from untaken where account_id = $1)";

  private static final String SEAL = "untaken";

  private static final String NOTE =
      "insert into untaken (account_id, message_id, sealed, told_at) values ($1, $2, $3, $4)"
          + " on conflict do nothing";
  private static final String NEXT =
      "select message_id, sealed, tries from untaken"
          + " where account_id = $1 and (not_before is null or not_before <= $2)"
          + " order by told_at, message_id limit 1";
  private static final String DUE =
      "select min(coalesce(not_before, told_at)) from untaken where account_id = $1";
  private static final String LATER =
      "update untaken set tries = least(tries, 32000) + 1, not_before = $3"
          + " where account_id = $1 and message_id = $2";
  private static final String DROP =
      "delete from untaken where account_id = $1 and message_id = $2";

  private final Pool pool;
  private final AccountSeals seals;

  Untaken(Pool pool, AccountSeals seals) {
    this.pool = pool;
    this.seals = seals;
  }

  /**
   * One thing that was told. Never prints it.
   *
   * @param payload protobuf, as the content package reads it
   * @param tries to take it in that failed
   */
  public record Note(MessageId message, byte[] payload, int tries) {
    @Override
    public String toString() {
      return "Note[" + message + "]";
    }
  }

  /**
   * Within the transaction that stores what opened it. The same message is noted once.
   *
   * @return fails with {@code MISSING} if the account never had credentials
   */
  public Uni<Void> note(
      SqlConnection tx, AccountId account, MessageId message, byte[] payload, Instant at) {
    return seals
        .find(tx, account)
        .map(found -> found.orElseThrow(KeystoreFault::missing))
        .map(seal -> Buffer.buffer(seal.close(SEAL, message.value(), payload)))
        .chain(
            box ->
                tx.preparedQuery(NOTE)
                    .execute(Tuple.of(account.value(), message.value(), box, time(at))))
        .replaceWithVoid();
  }

  /** The oldest that may be tried now. */
  public Uni<Optional<Note>> next(AccountId account, Instant now) {
    return pool.preparedQuery(NEXT)
        .execute(Tuple.of(account.value(), time(now)))
        .chain(
            rows ->
                rows.size() == 0
                    ? Uni.createFrom().item(Optional.empty())
                    : seals
                        .find(pool, account)
                        .map(found -> Optional.of(note(rows, found.orElseThrow()))));
  }

  private static Note note(RowSet<Row> rows, AccountSeal seal) {
    Row row = rows.iterator().next();
    String message = row.getString("message_id");
    return new Note(
        new MessageId(message),
        seal.open(SEAL, message, row.getBuffer("sealed").getBytes()),
        row.getShort("tries"));
  }

  /** When the next of them may be tried; empty if there is none. */
  public Uni<Optional<Instant>> due(AccountId account) {
    return pool.preparedQuery(DUE)
        .execute(Tuple.of(account.value()))
        .map(
            rows ->
                Optional.ofNullable(rows.iterator().next().getOffsetDateTime(0))
                    .map(OffsetDateTime::toInstant));
  }

  /** A try failed. */
  public Uni<Void> later(AccountId account, MessageId message, Instant notBefore) {
    return pool.preparedQuery(LATER)
        .execute(Tuple.of(account.value(), message.value(), time(notBefore)))
        .replaceWithVoid();
  }

  /** It is taken in, or never will be. */
  public Uni<Void> drop(AccountId account, MessageId message) {
    return pool.preparedQuery(DROP)
        .execute(Tuple.of(account.value(), message.value()))
        .replaceWithVoid();
  }

  private static OffsetDateTime time(Instant at) {
    return at.atOffset(ZoneOffset.UTC);
  }
}
