package dev.wharf.directory;

import dev.wharf.directory.GroupRows.Stored;
import dev.wharf.directory.Memory.Key;
import dev.wharf.event.EventLog;
import dev.wharf.identity.AccountId;
import dev.wharf.identity.Jid;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Groups in the database and in memory; what changes them has the account alone. */
@Singleton
class StoredGroups {

  private static final String FORGET =
      "update group_chat set fresh = false where account_id = $1 and jid = $2";

  private final Pool pool;
  private final Memory memory;
  private final AloneWriting writing;
  private final LidPairs pairs;
  private final GroupNews news;
  private final EventLog log;

  StoredGroups(
      Pool pool,
      Memory memory,
      AloneWriting writing,
      LidPairs pairs,
      GroupNews news,
      EventLog log) {
    this.pool = pool;
    this.memory = memory;
    this.writing = writing;
    this.pairs = pairs;
    this.news = news;
    this.log = log;
  }

  /** One group before and after; they may be the same. */
  record Change(Optional<Group> before, Group now) {}

  /**
   * A writing of groups.
   *
   * @param which to read before; {@code null} for all of the account
   * @param whole whether the groups come whole from WhatsApp, so that they are right from now on
   * @param by who did it, if that was told
   * @param decide from what is stored to what is to be stored
   */
  record Write(
      @Nullable Collection<Jid> which,
      boolean whole,
      Optional<Jid> by,
      Instant at,
      Function<Map<Jid, Stored>, List<Group>> decide) {}

  /**
   * What a writing came to.
   *
   * @param news promised with it, to be told now
   */
  record Written(List<Change> changes, LidPairs.Changed pairs, List<News> news) {}

  Optional<Group> atHand(AccountId account, Jid group) {
    return memory.groups.find(new Key(account, group));
  }

  Uni<Optional<Stored>> load(AccountId account, Jid jid) {
    return Uni.createFrom()
        .deferred(
            () -> {
              var mark = memory.groups.mark();
              return GroupRows.load(pool, account, List.of(jid))
                  .map(found -> Optional.ofNullable(found.get(jid)))
                  .invoke(found -> remember(account, found, mark));
            });
  }

  Uni<Void> forget(AccountId account, Jid group) {
    return pool.preparedQuery(FORGET)
        .execute(Tuple.of(account.value(), group.toString()))
        .invoke(() -> memory.groups.drop(new Key(account, group)))
        .replaceWithVoid();
  }

  /** Completes when it is durable, and what is old is out of memory. */
  Uni<Written> write(AccountId account, Write write) {
    return Uni.createFrom()
        .deferred(
            () -> {
              var mark = memory.counterparts.mark();
              return writing
                  .of(account, tx -> write(tx, account, write))
                  .invoke(
                      written -> {
                        written
                            .changes()
                            .forEach(
                                change -> memory.groups.drop(new Key(account, change.now().jid())));
                        written.pairs().remember(memory, account, mark);
                      });
            });
  }

  private Uni<Written> write(SqlConnection tx, AccountId account, Write write) {
    return GroupRows.load(tx, account, write.which())
        .chain(
            known -> {
              List<Group> decided = write.decide().apply(known);
              List<Change> changes = new ArrayList<>();
              List<Group> different = new ArrayList<>();
              for (Group group : decided) {
                Optional<Stored> stored = Optional.ofNullable(known.get(group.jid()));
                changes.add(new Change(stored.map(Stored::group), group));
                if (stored.filter(there -> isEnough(there, group, write.whole())).isEmpty()) {
                  different.add(group);
                }
              }
              return GroupWriting.save(tx, account, different, write.whole(), write.at())
                  .chain(() -> learn(tx, account, changes))
                  .chain(
                      learnt ->
                          news.of(tx, account, changes, write.by(), write.at())
                              .call(told -> log.promise(tx, News.drafts(told)))
                              .map(told -> new Written(changes, learnt, told)));
            });
  }

  private static boolean isEnough(Stored stored, Group group, boolean whole) {
    return (stored.fresh() || !whole) && GroupChanges.isSame(stored.group(), group);
  }

  /** Only pairs that are not stored as they are told. */
  private Uni<LidPairs.Changed> learn(SqlConnection tx, AccountId account, List<Change> changes) {
    Map<Jid, Jid> told = new LinkedHashMap<>();
    for (Change change : changes) {
      var known = new MemberIndex(change.before().map(Group::members).orElse(List.of()));
      for (Member member : change.now().members()) {
        if (member.lid().isPresent()
            && member.phone().isPresent()
            && !known.find(member).filter(member::hasAddressesOf).isPresent()) {
          told.put(member.lid().get(), member.phone().get());
        }
      }
    }
    Map<Jid, Jid> sound = LidPairs.of(told);
    return sound.isEmpty()
        ? Uni.createFrom().item(LidPairs.Changed.NOTHING)
        : pairs.store(tx, account, sound);
  }

  private void remember(AccountId account, Optional<Stored> found, BoundedCache.Mark mark) {
    found
        .filter(Stored::fresh)
        .map(Stored::group)
        .ifPresent(group -> memory.groups.read(new Key(account, group.jid()), group, mark));
  }
}
