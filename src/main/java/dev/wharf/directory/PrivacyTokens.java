package dev.wharf.directory;

import dev.wharf.directory.Memory.Key;
import dev.wharf.identity.AccountId;
import dev.wharf.identity.Jid;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who let an account write to them, and whom the account let write (messaging.md 5.8). A person
 * goes by the address under which they are known: the hidden one as soon as that is learned.
 */
@ApplicationScoped
public class PrivacyTokens {

  private static final String FIND =
      "select token, made_at, issued_at from privacy_token where account_id = $1 and jid = $2";

  /** An older one that comes late does not replace a newer one. */
  private static final String GIVEN =
      "insert into privacy_token as t (account_id, jid, token, made_at) values ($1, $2, $3, $4)"
          + " on conflict (account_id, jid) do update"
          + " set token = excluded.token, made_at = excluded.made_at"
          + " where t.made_at is null or t.made_at <= excluded.made_at";

  private static final String ISSUED =
      "insert into privacy_token as t (account_id, jid, issued_at) values ($1, $2, $3)"
          + " on conflict (account_id, jid) do update"
          + " set issued_at = greatest(t.issued_at, excluded.issued_at)";

  private static final String ADOPT =
      "with pair as (select * from unnest($2::text[], $3::text[]) as p (lid, phone)),"
          + " gone as (delete from privacy_token t using pair"
          + " where t.account_id = $1 and t.jid = pair.phone"
          + " returning pair.lid, t.token, t.made_at, t.issued_at)"
          + " insert into privacy_token (account_id, jid, token, made_at, issued_at)"
          + " select $1, lid, token, made_at, issued_at from gone"
          + " on conflict (account_id, jid) do nothing";

  /**
   * A token of theirs.
   *
   * @param at when it was made
   */
  public record Token(byte[] bytes, Instant at) {}

  /**
   * How an account and a person stand.
   *
   * @param given what they gave us last, however old it is
   * @param issued when we last gave them one
   */
  public record Trust(Optional<Token> given, Optional<Instant> issued) {

    public static final Trust NONE = new Trust(Optional.empty(), Optional.empty());
  }

  private final Pool pool;
  private final Memory memory;

  PrivacyTokens(Pool pool, Memory memory) {
    this.pool = pool;
    this.memory = memory;
  }

  /** How the account stands with a person; costs no query if it was asked lately. */
  public Uni<Trust> find(AccountId account, Jid person) {
    Jid user = person.bare();
    return Uni.createFrom()
        .deferred(
            () ->
                memory
                    .trust
                    .find(new Key(account, user))
                    .map(Uni.createFrom()::item)
                    .orElseGet(() -> load(account, user)));
  }

  /** They let us write. */
  public Uni<Void> given(AccountId account, Jid person, Token token) {
    return change(
        account,
        person.bare(),
        GIVEN,
        Tuple.of(
            account.value(),
            person.bare().toString(),
            Buffer.buffer(token.bytes()),
            utc(token.at())));
  }

  /** We let them write. */
  public Uni<Void> issued(AccountId account, Jid person, Instant at) {
    return change(
        account,
        person.bare(),
        ISSUED,
        Tuple.of(account.value(), person.bare().toString(), utc(at)));
  }

  /** People whose hidden address became known go by it from now on. */
  public Uni<Void> adopt(AccountId account, Map<Jid, Jid> phonesByLid) {
    return pool.preparedQuery(ADOPT)
        .execute(
            Tuple.of(
                account.value(),
                LidPairs.texts(phonesByLid.keySet()),
                LidPairs.texts(phonesByLid.values())))
        .invoke(
            () ->
                phonesByLid.forEach(
                    (lid, phone) -> {
                      memory.trust.drop(new Key(account, lid));
                      memory.trust.drop(new Key(account, phone));
                    }))
        .replaceWithVoid();
  }

  private Uni<Trust> load(AccountId account, Jid user) {
    var mark = memory.trust.mark();
    return pool.preparedQuery(FIND)
        .execute(Tuple.of(account.value(), user.toString()))
        .map(
            rows -> {
              var found = rows.iterator();
              return found.hasNext() ? trust(found.next()) : Trust.NONE;
            })
        .invoke(trust -> memory.trust.read(new Key(account, user), trust, mark));
  }

  private Uni<Void> change(AccountId account, Jid user, String statement, Tuple values) {
    return pool.preparedQuery(statement)
        .execute(values)
        .invoke(() -> memory.trust.drop(new Key(account, user)))
        .replaceWithVoid();
  }

  private static Trust trust(Row row) {
    var token = row.getBuffer("token");
    return new Trust(
        token == null
            ? Optional.empty()
            : time(row.getOffsetDateTime("made_at")).map(at -> new Token(token.getBytes(), at)),
        time(row.getOffsetDateTime("issued_at")));
  }

  private static Optional<Instant> time(@Nullable OffsetDateTime at) {
    return Optional.ofNullable(at).map(OffsetDateTime::toInstant);
  }

  private static OffsetDateTime utc(Instant at) {
    return at.truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC);
  }
}
