package dev.wharf.directory;

import dev.wharf.directory.Memory.Key;
import dev.wharf.identity.AccountId;
import dev.wharf.identity.Jid;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** The rows behind {@link LidMap}, changed within a transaction that has the account alone. */
@Singleton
class LidPairs {

  /** Pairs that a new one contradicts, on either side. */
  private static final String END =
      "with told as (select * from unnest($2::text[], $3::text[]) as told (lid, phone)),"
          + " ended as (delete from lid_mapping m using told where m.account_id = $1"
          + " and (m.lid = told.lid) <> (m.phone = told.phone) returning m.*),"
          + " kept as (insert into lid_mapping_past (account_id, lid, phone, learned_at, ended_at)"
          + " select account_id, lid, phone, learned_at, $4 from ended on conflict do nothing)"
          + " select lid, phone from ended";

  private static final String ADD =
      "insert into lid_mapping (account_id, lid, phone, learned_at)"
          + " select $1, lid, phone, $4 from unnest($2::text[], $3::text[]) as told (lid, phone)"
          + " on conflict do nothing returning lid, phone";

  /** Names that were kept under the number go to the person; what they have already stays. */
  private static final String ADOPT =
      "with told as (select * from unnest($2::text[], $3::text[]) as told (lid, phone)),"
          + " moved as (delete from contact c using told"
          + " where c.account_id = $1 and c.jid = told.phone returning told.lid, c.*)"
          + " insert into contact as c"
          + " (account_id, jid, book_name, verified_name, push_name, updated_at)"
          + " select account_id, lid, book_name, verified_name, push_name, updated_at from moved"
          + " on conflict (account_id, jid) do update set"
          + " book_name = coalesce(c.book_name, excluded.book_name),"
          + " verified_name = coalesce(c.verified_name, excluded.verified_name),"
          + " push_name = coalesce(c.push_name, excluded.push_name)";

  private final Clock clock;

  LidPairs(Clock clock) {
    this.clock = clock;
  }

  /** Only pairs of users of the right kinds, one to one; of two for one number the last counts. */
  static Map<Jid, Jid> of(Map<Jid, Jid> told) {
    Map<Jid, Jid> byPhone = new LinkedHashMap<>();
    told.forEach(
        (left, right) ->
            Users.of(left)
                .filter(Jid::isLid)
                .ifPresent(
                    lid ->
                        Users.of(right)
                            .filter(Jid::isPhone)
                            .ifPresent(phone -> byPhone.put(phone, lid))));
    Map<Jid, Jid> pairs = new LinkedHashMap<>();
    byPhone.forEach((phone, lid) -> pairs.put(lid, phone));
    return pairs;
  }

  static String[] texts(Collection<Jid> jids) {
    return jids.stream().map(Jid::toString).toArray(String[]::new);
  }

  /**
   * @param pairs as {@link #of} gives them
   */
  Uni<Changed> store(SqlConnection tx, AccountId account, Map<Jid, Jid> pairs) {
    Tuple values =
        Tuple.of(
            account.value(),
            texts(pairs.keySet()),
            texts(pairs.values()),
            clock.instant().atOffset(ZoneOffset.UTC));
    return tx.preparedQuery(END)
        .execute(values)
        .chain(
            ended ->
                tx.preparedQuery(ADD)
                    .execute(values)
                    .chain(added -> adopt(tx, account, new Changed(pairs(added), pairs(ended)))));
  }

  private static Uni<Changed> adopt(SqlConnection tx, AccountId account, Changed changed) {
    if (changed.added().isEmpty()) {
      return Uni.createFrom().item(changed);
    }
    return tx.preparedQuery(ADOPT)
        .execute(
            Tuple.of(
                account.value(), texts(changed.added().keySet()), texts(changed.added().values())))
        .replaceWith(changed);
  }

  private static Map<Jid, Jid> pairs(RowSet<Row> rows) {
    Map<Jid, Jid> pairs = new HashMap<>();
    rows.forEach(row -> pairs.put(Jid.parse(row.getString(0)), Jid.parse(row.getString(1))));
    return pairs;
  }

  /** What a learning changed, from hidden ids to phone-number addresses. */
  record Changed(Map<Jid, Jid> added, Map<Jid, Jid> ended) {

    static final Changed NOTHING = new Changed(Map.of(), Map.of());

    /** To be told once the transaction is committed. */
    void remember(Memory memory, AccountId account, BoundedCache.Mark mark) {
      Set<Jid> concerned = new HashSet<>();
      Stream.of(ended, added)
          .flatMap(pairs -> pairs.entrySet().stream())
          .forEach(
              pair -> {
                concerned.add(pair.getKey());
                concerned.add(pair.getValue());
              });
      if (concerned.isEmpty()) {
        return;
      }
      Map<Jid, Jid> now = new HashMap<>();
      added.forEach(
          (lid, phone) -> {
            now.put(lid, phone);
            now.put(phone, lid);
          });
      for (Jid user : concerned) {
        Jid other = now.get(user);
        if (other == null) {
          memory.counterparts.drop(new Key(account, user));
        } else {
          memory.counterparts.wrote(new Key(account, user), other, mark);
        }
        memory.dropPerson(account, user);
      }
      memory.dropGroups(account);
    }
  }
}
