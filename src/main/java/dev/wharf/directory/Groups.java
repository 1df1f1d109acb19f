package dev.wharf.directory;

import dev.wharf.directory.GroupRows.Stored;
import dev.wharf.directory.Memory.Key;
import dev.wharf.event.ContactView;
import dev.wharf.event.Event;
import dev.wharf.event.GroupView;
import dev.wharf.event.MemberView;
import dev.wharf.identity.AccountId;
import dev.wharf.identity.Jid;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The groups of the accounts with their members. A group that the account has left is kept with
 * what it said of itself, so that its chat has a name, but without members.
 */
@ApplicationScoped
public class Groups {

  private static final String FORGET =
      "update group_chat set fresh = false where account_id = $1 and jid = $2";

  private final Pool pool;
  private final Memory memory;
  private final AloneWriting writing;
  private final LidPairs pairs;
  private final Contacts contacts;
  private final Clock clock;
  private final SecureRandom random;

  Groups(
      Pool pool,
      Memory memory,
      AloneWriting writing,
      LidPairs pairs,
      Contacts contacts,
      Clock clock,
      SecureRandom random) {
    this.pool = pool;
    this.memory = memory;
    this.writing = writing;
    this.pairs = pairs;
    this.contacts = contacts;
    this.clock = clock;
    this.random = random;
  }

  /**
   * Takes a group as WhatsApp tells it, whole: members that are not in it are gone. Learns the
   * members' phone numbers.
   *
   * @return what is new by it; nothing if all of it was known
   */
  public Uni<List<News>> put(AccountId account, Group group) {
    return write(
        account,
        Optional.empty(),
        true,
        tx -> GroupRows.load(tx, account, List.of(group.jid())),
        known -> List.of(normal(group)));
  }

  /** Takes all groups of the account: those that are not among them it has left. */
  public Uni<List<News>> replaceAll(AccountId account, Collection<Group> groups) {
    return write(
        account,
        Optional.empty(),
        true,
        tx -> GroupRows.load(tx, account, null),
        known -> {
          Map<Jid, Group> all = new LinkedHashMap<>();
          known.forEach((jid, stored) -> all.put(jid, stored.group().gone()));
          groups.forEach(group -> all.put(group.jid(), normal(group)));
          return List.copyOf(all.values());
        });
  }

  /** Changes a group as a notification tells. What is so already is not told again. */
  public Uni<Applied> apply(AccountId account, GroupNotice notice) {
    var unknown = new boolean[1];
    return write(
            account,
            notice.by(),
            false,
            tx -> GroupRows.load(tx, account, List.of(notice.group())),
            known -> {
              Stored stored = known.get(notice.group());
              unknown[0] = stored == null || stored.group().left();
              return unknown[0]
                  ? List.of()
                  : List.of(GroupChanges.after(stored.group(), notice.delta(), notice.self()));
            })
        .map(news -> unknown[0] ? Applied.UNKNOWN : new Applied(true, news));
  }

  /**
   * A group to write to. Empty if its metadata has to be asked for first: nothing is known of it,
   * or it was forgotten since.
   */
  public Uni<Optional<Group>> find(AccountId account, Jid group) {
    return Uni.createFrom()
        .deferred(
            () -> {
              Optional<Group> atHand = memory.groups.find(new Key(account, group));
              return atHand.isPresent()
                  ? Uni.createFrom().item(atHand)
                  : load(account, group)
                      .map(found -> found.filter(Stored::fresh).map(Stored::group));
            });
  }

  /**
   * A group to look at, whether or not its members are still right; also one that was left.
   *
   * @return the members with their names; the owner first, then the admins
   */
  public Uni<Optional<Shown>> look(AccountId account, Jid group) {
    return load(account, group)
        .chain(
            found ->
                found.isEmpty()
                    ? Uni.createFrom().item(Optional.<Shown>empty())
                    : shown(account, found.get().group()).map(Optional::of));
  }

  /** A group with its members as they are shown. */
  public record Shown(GroupView group, List<MemberView> members) {}

  /**
   * The groups that the account is in, by subject.
   *
   * @return fails with {@link Refusal} {@code invalid_cursor}
   */
  public Uni<Page<GroupView>> list(AccountId account, GroupFilter filter) {
    return Uni.createFrom().deferred(() -> GroupRows.list(pool, account, filter));
  }

  /** Its members may not be right any more: {@link #find} is empty until it is put again. */
  public Uni<Void> forget(AccountId account, Jid group) {
    return pool.preparedQuery(FORGET)
        .execute(Tuple.of(account.value(), group.toString()))
        .invoke(() -> memory.groups.drop(new Key(account, group)))
        .replaceWithVoid();
  }

  private Uni<Optional<Stored>> load(AccountId account, Jid jid) {
    return Uni.createFrom()
        .deferred(
            () -> {
              var mark = memory.groups.mark();
              return GroupRows.load(pool, account, List.of(jid))
                  .map(found -> Optional.ofNullable(found.get(jid)))
                  .invoke(
                      found ->
                          found
                              .filter(Stored::fresh)
                              .ifPresent(
                                  stored ->
                                      memory.groups.read(
                                          new Key(account, jid), stored.group(), mark)));
            });
  }

  private interface Reading {
    Uni<Map<Jid, Stored>> in(SqlConnection tx);
  }

  private interface Decision {
    List<Group> groups(Map<Jid, Stored> known);
  }

  private record Change(Optional<Group> before, Group now) {}

  private record Written(List<Change> changes, LidPairs.Changed pairs) {}

  private Uni<List<News>> write(
      AccountId account, Optional<Jid> by, boolean whole, Reading reading, Decision decision) {
    return Uni.createFrom()
        .deferred(
            () -> {
              Instant at = clock.instant().truncatedTo(ChronoUnit.MILLIS);
              var mark = memory.counterparts.mark();
              return writing
                  .of(account, tx -> store(tx, account, whole, at, reading, decision))
                  .invoke(written -> remember(account, written, mark))
                  .chain(written -> news(account, written.changes(), by, at));
            });
  }

  private Uni<Written> store(
      SqlConnection tx,
      AccountId account,
      boolean whole,
      Instant at,
      Reading reading,
      Decision decision) {
    return reading
        .in(tx)
        .chain(
            known -> {
              List<Change> changes = new ArrayList<>();
              for (Group group : decision.groups(known)) {
                Stored stored = known.get(group.jid());
                if (stored == null || !stored.group().equals(group) || (whole && !stored.fresh())) {
                  changes.add(new Change(Optional.ofNullable(stored).map(Stored::group), group));
                }
              }
              List<Group> groups = changes.stream().map(Change::now).toList();
              return GroupWriting.save(tx, account, groups, whole, at)
                  .chain(() -> learn(tx, account, groups))
                  .map(learnt -> new Written(changes, learnt));
            });
  }

  private Uni<LidPairs.Changed> learn(SqlConnection tx, AccountId account, List<Group> groups) {
    Map<Jid, Jid> told = new LinkedHashMap<>();
    for (Group group : groups) {
      for (Member member : group.members()) {
        member.lid().ifPresent(lid -> member.phone().ifPresent(phone -> told.put(lid, phone)));
      }
    }
    Map<Jid, Jid> sound = LidPairs.of(told);
    return sound.isEmpty()
        ? Uni.createFrom().item(LidPairs.Changed.NOTHING)
        : pairs.store(tx, account, sound);
  }

  private void remember(AccountId account, Written written, BoundedCache.Mark mark) {
    written.changes().forEach(change -> memory.groups.drop(new Key(account, change.now().jid())));
    written.pairs().remember(memory, account, mark);
  }

  private Uni<List<News>> news(
      AccountId account, List<Change> changes, Optional<Jid> by, Instant at) {
    Set<Jid> people = new HashSet<>();
    by.ifPresent(people::add);
    Map<Change, List<GroupChanges.Told>> told = new LinkedHashMap<>();
    for (Change change : changes) {
      var all = GroupChanges.told(change.before(), change.now());
      told.put(change, all);
      all.forEach(each -> each.members().forEach(member -> people.add(member.jid())));
    }
    return contacts
        .find(account, people)
        .map(
            found -> {
              var actor = by.map(found::get).map(Contact::view).orElse(null);
              List<News> news = new ArrayList<>();
              told.forEach(
                  (change, all) ->
                      all.forEach(
                          each ->
                              news.add(
                                  news(account, at, event(change.now(), each, found, actor)))));
              return news;
            });
  }

  private News news(AccountId account, Instant at, Event event) {
    return News.of(account, at, event, random);
  }

  private static Event event(
      Group group, GroupChanges.Told told, Map<Jid, Contact> people, @Nullable ContactView actor) {
    return new Event.GroupChanged(
        told.op(), group.view(), MemberViews.of(told.members(), people), actor);
  }

  private Uni<Shown> shown(AccountId account, Group group) {
    return contacts
        .find(account, group.members().stream().map(Member::jid).toList())
        .map(people -> new Shown(group.view(), MemberViews.of(group.members(), people)));
  }

  /** As it is read back, so that the same group is found to be the same. */
  private static Group normal(Group group) {
    return GroupChanges.normal(group);
  }
}
