package dev.wharf.directory;

import dev.wharf.event.ContactView;
import dev.wharf.event.MemberView;
import dev.wharf.identity.Jid;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** Members as everybody sees them. */
final class MemberViews {

  private MemberViews() {}

  /** Who may do most first. */
  static List<MemberView> of(List<Member> members, Map<Jid, Contact> people) {
    return members.stream()
        .sorted(Comparator.comparing(Member::role).reversed())
        .map(
            member ->
                of(
                    member,
                    people.getOrDefault(member.jid(), Contact.stranger(member.jid())).view()))
        .toList();
  }

  private static MemberView of(Member member, ContactView person) {
    return new MemberView(
        member.jid().toString(), person.lid(), person.phone(), person.name(), member.role().word());
  }
}
