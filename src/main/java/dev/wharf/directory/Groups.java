package dev.wharf.directory;

import dev.wharf.directory.GroupRows.Stored;
import dev.wharf.directory.StoredGroups.Write;
import dev.wharf.event.GroupView;
import dev.wharf.event.MemberView;
import dev.wharf.identity.AccountId;
import dev.wharf.identity.Jid;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The groups of the accounts with their members. A group that the account has left is kept with
 * what it said of itself, so that its chat has a name, but without members.
 */
@ApplicationScoped
public class Groups {

  private final Pool pool;
  private final StoredGroups stored;
  private final Contacts contacts;
  private final Clock clock;

  Groups(Pool pool, StoredGroups stored, Contacts contacts, Clock clock) {
    this.pool = pool;
    this.stored = stored;
    this.contacts = contacts;
    this.clock = clock;
  }

  /**
   * Takes a group as WhatsApp tells it, whole: members that are not in it are gone. Learns the
   * members' phone numbers.
   *
   * @return what is new by it; nothing if all of it was known
   */
  public Uni<List<News>> put(AccountId account, Group group) {
    Group normal = GroupChanges.normal(group);
    return whole(account, List.of(group.jid()), known -> List.of(normal));
  }

  /** Takes all groups of the account: those that are not among them it has left. */
  public Uni<List<News>> replaceAll(AccountId account, Collection<Group> groups) {
    return whole(
        account,
        null,
        known -> {
          Map<Jid, Group> all = new LinkedHashMap<>();
          known.forEach((jid, there) -> all.put(jid, there.group().gone()));
          groups.forEach(group -> all.put(group.jid(), GroupChanges.normal(group)));
          return List.copyOf(all.values());
        });
  }

  /** Changes a group as a notification tells. What is so already is not told again. */
  public Uni<Applied> apply(AccountId account, GroupNotice notice) {
    Instant at = notice.at().truncatedTo(ChronoUnit.MILLIS);
    Write write =
        new Write(List.of(notice.group()), false, notice.by(), at, known -> after(known, notice));
    return stored
        .write(account, write)
        .map(written -> new Applied(!written.changes().isEmpty(), written.news()));
  }

  /** Nothing for a group that is not known, or that the account is in no more. */
  private static List<Group> after(Map<Jid, Stored> known, GroupNotice notice) {
    return Optional.ofNullable(known.get(notice.group()))
        .map(Stored::group)
        .filter(group -> !group.left())
        .map(group -> GroupChanges.after(group, notice.delta(), notice.self()))
        .map(GroupChanges::normal)
        .stream()
        .toList();
  }

  /**
   * A group to write to. Empty if its metadata has to be asked for first: nothing is known of it,
   * or it was forgotten since. One that the account has left says so.
   */
  public Uni<Optional<Group>> find(AccountId account, Jid group) {
    return Uni.createFrom()
        .deferred(
            () -> {
              Optional<Group> atHand = stored.atHand(account, group);
              return atHand.isPresent()
                  ? Uni.createFrom().item(atHand)
                  : stored
                      .load(account, group)
                      .map(found -> found.filter(Stored::fresh).map(Stored::group));
            });
  }

  /**
   * A group to look at, whether or not its members are still right; also one that was left.
   *
   * @return the members with their names; who may do most first
   */
  public Uni<Optional<Shown>> look(AccountId account, Jid group) {
    return stored
        .load(account, group)
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
    return stored.forget(account, group);
  }

  private Uni<List<News>> whole(
      AccountId account,
      @Nullable Collection<Jid> which,
      Function<Map<Jid, Stored>, List<Group>> decide) {
    return stored
        .write(account, new Write(which, true, Optional.empty(), now(), decide))
        .map(StoredGroups.Written::news);
  }

  private Uni<Shown> shown(AccountId account, Group group) {
    return contacts
        .find(account, group.members().stream().map(Member::jid).toList())
        .map(people -> new Shown(group.view(), MemberViews.of(group.members(), people)));
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }
}
