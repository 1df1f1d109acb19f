package dev.wharf.directory;

import dev.wharf.directory.Memory.Key;
import dev.wharf.identity.AccountId;
import dev.wharf.identity.Jid;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Which hidden id is which phone number, as each account was told. Kept for ever, because WhatsApp
 * answers no question for it (messaging.md 2.3), and never guessed. A pair that is known already
 * costs no query.
 */
@ApplicationScoped
public class LidMap {

  private static final String BY_LID =
      "select lid, phone from lid_mapping where account_id = $1 and lid = any($2::text[])";

  private static final String BY_PHONE =
      "select phone, lid from lid_mapping where account_id = $1 and phone = any($2::text[])";

  private final Pool pool;
  private final Memory memory;
  private final AloneWriting writing;
  private final LidPairs pairs;

  LidMap(Pool pool, Memory memory, AloneWriting writing, LidPairs pairs) {
    this.pool = pool;
    this.memory = memory;
    this.writing = writing;
    this.pairs = pairs;
  }

  /**
   * Completes when it is durable. A pair that contradicts an older one replaces it; the older one
   * goes into the history.
   *
   * @param told from the hidden id to the phone-number address; devices do not matter, and pairs of
   *     other kinds of addresses are passed over
   */
  public Uni<Void> learn(AccountId account, Map<Jid, Jid> told) {
    return Uni.createFrom()
        .deferred(
            () -> {
              Map<Jid, Jid> unsure = unsure(account, LidPairs.of(told));
              return unsure.isEmpty()
                  ? Uni.createFrom().voidItem()
                  : compare(account, unsure).chain(news -> store(account, news));
            });
  }

  /**
   * The hidden ids of those phone-number users of whom it is known.
   *
   * @return from the users, without device, to their hidden ids
   */
  public Uni<Map<Jid, Jid>> lidsOf(AccountId account, Collection<Jid> phones) {
    return counterparts(account, phones, Jid::isPhone, BY_PHONE);
  }

  /** As {@link #lidsOf}, the other way. */
  public Uni<Map<Jid, Jid>> phonesOf(AccountId account, Collection<Jid> lids) {
    return counterparts(account, lids, Jid::isLid, BY_LID);
  }

  /** What the other namespace calls these users, whichever they are in. */
  Uni<Map<Jid, Jid>> counterparts(AccountId account, Collection<Jid> users) {
    return lidsOf(account, users)
        .chain(
            lids ->
                phonesOf(account, users)
                    .map(
                        phones -> {
                          var both = new HashMap<>(lids);
                          both.putAll(phones);
                          return both;
                        }));
  }

  /** Drops from memory what is there of the account: another process may have served it. */
  public void clear(AccountId account) {
    memory.clear(account);
  }

  private Uni<Map<Jid, Jid>> counterparts(
      AccountId account, Collection<Jid> asked, Predicate<Jid> kind, String query) {
    return Uni.createFrom()
        .deferred(
            () -> {
              Map<Jid, Jid> found = new HashMap<>();
              Set<Jid> missing =
                  asked.stream()
                      .flatMap(jid -> Users.of(jid).stream())
                      .filter(kind)
                      .filter(user -> !isAtHand(account, user, found))
                      .collect(Collectors.toSet());
              return missing.isEmpty()
                  ? Uni.createFrom().item(found)
                  : load(account, missing, query).invoke(found::putAll).replaceWith(found);
            });
  }

  private boolean isAtHand(AccountId account, Jid user, Map<Jid, Jid> found) {
    Optional<Jid> other = memory.counterparts.find(new Key(account, user));
    other.ifPresent(jid -> found.put(user, jid));
    return other.isPresent();
  }

  private Uni<Map<Jid, Jid>> load(AccountId account, Collection<Jid> users, String query) {
    var mark = memory.counterparts.mark();
    return pool.preparedQuery(query)
        .execute(Tuple.of(account.value(), LidPairs.texts(users)))
        .map(LidMap::pairsIn)
        .invoke(
            found ->
                found.forEach(
                    (from, to) -> {
                      memory.counterparts.read(new Key(account, from), to, mark);
                      memory.counterparts.read(new Key(account, to), from, mark);
                    }));
  }

  private static Map<Jid, Jid> pairsIn(RowSet<Row> rows) {
    Map<Jid, Jid> found = HashMap.newHashMap(rows.size());
    rows.forEach(row -> found.put(Jid.parse(row.getString(0)), Jid.parse(row.getString(1))));
    return found;
  }

  private Map<Jid, Jid> unsure(AccountId account, Map<Jid, Jid> told) {
    Map<Jid, Jid> unsure = new LinkedHashMap<>(told);
    unsure
        .entrySet()
        .removeIf(
            pair ->
                memory
                    .counterparts
                    .find(new Key(account, pair.getKey()))
                    .filter(pair.getValue()::equals)
                    .isPresent());
    return unsure;
  }

  /** Most of what is not at hand after a start is known all the same. */
  private Uni<Map<Jid, Jid>> compare(AccountId account, Map<Jid, Jid> unsure) {
    return load(account, unsure.keySet(), BY_LID)
        .map(
            known -> {
              Map<Jid, Jid> news = new LinkedHashMap<>(unsure);
              news.entrySet().removeIf(pair -> pair.getValue().equals(known.get(pair.getKey())));
              return news;
            });
  }

  private Uni<Void> store(AccountId account, Map<Jid, Jid> news) {
    if (news.isEmpty()) {
      return Uni.createFrom().voidItem();
    }
    var mark = memory.counterparts.mark();
    return writing
        .of(account, tx -> pairs.store(tx, account, news))
        .invoke(changed -> changed.remember(memory, account, mark))
        .replaceWithVoid();
  }
}
