package dev.wharf.directory;

import dev.wharf.directory.Group.About;
import dev.wharf.identity.Jid;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What becomes of a group, and what of that is told. Pure. */
final class GroupChanges {

  private GroupChanges() {}

  /** The group after a change; the same if the change says nothing new. */
  static Group after(Group group, GroupDelta delta, Set<Jid> self) {
    return switch (delta) {
      case GroupDelta.Added(var members) -> added(group, members);
      case GroupDelta.Removed(var members) -> removed(group, users(members), users(self));
      case GroupDelta.Promoted(var members) -> withRole(group, users(members), Role.ADMIN);
      case GroupDelta.Demoted(var members) -> withRole(group, users(members), Role.MEMBER);
      case GroupDelta.Subject(var subject) -> group.with(group.about().withSubject(subject));
      case GroupDelta.Description(var text) -> group.with(group.about().withDescription(text));
      case GroupDelta.Settings settings -> group.with(settled(group.about(), settings));
      case GroupDelta.Deleted() -> group.gone();
    };
  }

  private static Group added(Group group, List<Member> members) {
    Map<Jid, Member> all = new LinkedHashMap<>();
    group.members().forEach(member -> all.put(member.jid(), member));
    var present = new MemberIndex(group.members());
    for (Member member : members) {
      Member there = present.find(member).map(known -> known.toldAs(member)).orElse(member);
      all.put(there.jid(), there);
    }
    return group.withMembers(List.copyOf(all.values()));
  }

  private static Group removed(Group group, Set<Jid> gone, Set<Jid> self) {
    boolean left =
        gone.stream().anyMatch(self::contains)
            || group.members().stream()
                .anyMatch(member -> member.isOneOf(gone) && member.isOneOf(self));
    return left
        ? group.gone()
        : group.withMembers(
            group.members().stream().filter(member -> !member.isOneOf(gone)).toList());
  }

  /** Who created the group stays that. */
  private static Group withRole(Group group, Set<Jid> users, Role role) {
    return group.withMembers(
        group.members().stream()
            .map(
                member ->
                    member.role() != Role.OWNER && member.isOneOf(users)
                        ? member.with(role)
                        : member)
            .toList());
  }

  private static About settled(About about, GroupDelta.Settings told) {
    var now = about.settings();
    return about.with(
        new Group.Settings(
            told.announce().orElse(now.announce()),
            told.locked().orElse(now.locked()),
            told.ephemeralSeconds().orElse(now.ephemeralSeconds())));
  }

  private static Set<Jid> users(Collection<Jid> jids) {
    return jids.stream().flatMap(jid -> Users.of(jid).stream()).collect(Collectors.toSet());
  }

  /**
   * As it is read back from the database: members once and in order, times to the microsecond, text
   * without the character that PostgreSQL refuses.
   */
  static Group normal(Group group) {
    Map<Jid, Member> members = new TreeMap<>(Comparator.comparing(Jid::toString));
    group.members().forEach(member -> members.put(member.jid(), member));
    About about = group.about();
    var plain =
        new About(
            storable(about.subject()),
            about.description().map(GroupChanges::storable),
            about.owner().flatMap(Users::of),
            about.addressing(),
            about.createdAt().map(at -> at.truncatedTo(ChronoUnit.MICROS)),
            about.settings());
    return new Group(
        group.jid(), plain, group.left() ? List.of() : List.copyOf(members.values()), group.left());
  }

  /** Whether the rows of both are the same; which number is whose is stored elsewhere. */
  static boolean isSame(Group one, Group other) {
    return one.about().equals(other.about())
        && one.left() == other.left()
        && seats(one).equals(seats(other));
  }

  private static Map<Jid, Role> seats(Group group) {
    return group.members().stream().collect(Collectors.toMap(Member::jid, Member::role));
  }

  private static String storable(String text) {
    return text.replace("\0", "");
  }

  /**
   * One thing to tell.
   *
   * @param op as in {@link dev.wharf.event.Event.GroupChanged}
   */
  record Told(String op, List<Member> members) {}

  /** What is to be told of a change, in an order in which it can have happened. */
  static List<Told> told(Optional<Group> before, Group now) {
    if (before.isEmpty() || before.get().left()) {
      return now.left() ? List.of() : List.of(new Told("created", List.of()));
    }
    if (now.left()) {
      return List.of(new Told("left", List.of()));
    }
    Group old = before.get();
    List<Told> told = new ArrayList<>(membership(old, now));
    About was = old.about();
    About is = now.about();
    if (!was.subject().equals(is.subject())) {
      told.add(new Told("subject", List.of()));
    }
    if (!was.description().equals(is.description())) {
      told.add(new Told("description", List.of()));
    }
    if (!was.settings().equals(is.settings()) || was.addressing() != is.addressing()) {
      told.add(new Told("settings", List.of()));
    }
    return told;
  }

  private static List<Told> membership(Group old, Group now) {
    List<Member> added = new ArrayList<>();
    List<Member> promoted = new ArrayList<>();
    List<Member> demoted = new ArrayList<>();
    var index = new MemberIndex(old.members());
    for (Member member : now.members()) {
      Optional<Member> was = index.find(member);
      if (was.isEmpty()) {
        added.add(member);
      } else if (was.get().role() != member.role()) {
        (member.role().compareTo(was.get().role()) > 0 ? promoted : demoted).add(member);
      }
    }
    var present = new MemberIndex(now.members());
    List<Member> removed =
        old.members().stream().filter(member -> present.find(member).isEmpty()).toList();
    return Stream.of(
            new Told("added", added),
            new Told("removed", removed),
            new Told("promoted", promoted),
            new Told("demoted", demoted))
        .filter(each -> !each.members().isEmpty())
        .toList();
  }
}
