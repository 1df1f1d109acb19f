package dev.wharf.directory;

import dev.wharf.identity.Jid;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds a member by whichever address is known: a group may change its addressing. */
final class MemberIndex {

  private final Map<Jid, Member> byAddress = new HashMap<>();

  MemberIndex(List<Member> members) {
    for (Member member : members) {
      byAddress.put(member.jid(), member);
      member.lid().ifPresent(lid -> byAddress.putIfAbsent(lid, member));
      member.phone().ifPresent(phone -> byAddress.putIfAbsent(phone, member));
    }
  }

  Optional<Member> find(Member member) {
    return Stream.of(Optional.of(member.jid()), member.lid(), member.phone())
        .flatMap(Optional::stream)
        .flatMap(jid -> Optional.ofNullable(byAddress.get(jid)).stream())
        .findFirst();
  }
}
