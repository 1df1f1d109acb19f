package dev.wharf.session.message;

import dev.wharf.directory.Group;
import dev.wharf.directory.GroupDelta;
import dev.wharf.directory.Member;
import dev.wharf.directory.Role;
import dev.wharf.identity.Jid;
import dev.wharf.protocol.stanza.group.GroupChange;
import dev.wharf.protocol.stanza.group.GroupInfo;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Groups as the server tells them, in the words of the directory. */
final class GroupForms {

  private GroupForms() {}

  static Group group(GroupInfo info) {
    var about =
        new Group.About(
            info.subject(),
            info.description().map(GroupInfo.Description::text),
            info.owner(),
            info.addressingMode().equals("lid") ? Group.Addressing.LID : Group.Addressing.PN,
            info.createdAt(),
            new Group.Settings(info.announce(), info.locked(), info.ephemeralSeconds().orElse(0)));
    return new Group(info.id(), about, members(info.members()));
  }

  /** Empty if the whole group has to be asked for again. */
  static Optional<GroupDelta> delta(GroupChange change) {
    return switch (change) {
      case GroupChange.MembersAdded(var members, var _) ->
          Optional.of(new GroupDelta.Added(members(members)));
      case GroupChange.MembersRemoved(var members) ->
          Optional.of(new GroupDelta.Removed(jids(members)));
      case GroupChange.Promoted(var members) -> Optional.of(new GroupDelta.Promoted(jids(members)));
      case GroupChange.Demoted(var members) -> Optional.of(new GroupDelta.Demoted(jids(members)));
      case GroupChange.SubjectChanged(var subject, var _, var _) ->
          Optional.of(new GroupDelta.Subject(subject));
      case GroupChange.DescriptionChanged(var _, var text) ->
          Optional.of(new GroupDelta.Description(text));
      case GroupChange.AnnounceChanged(var announce) ->
          Optional.of(settings(Optional.of(announce), Optional.empty(), OptionalInt.empty()));
      case GroupChange.LockedChanged(var locked) ->
          Optional.of(settings(Optional.empty(), Optional.of(locked), OptionalInt.empty()));
      case GroupChange.EphemeralChanged(var seconds) ->
          Optional.of(
              settings(Optional.empty(), Optional.empty(), OptionalInt.of(seconds.orElse(0))));
      case GroupChange.Deleted _ -> Optional.of(new GroupDelta.Deleted());
      case GroupChange.Created _,
          GroupChange.NumberChanged _,
          GroupChange.MembersMayAddChanged _,
          GroupChange.JoinApprovalChanged _,
          GroupChange.InviteCodeChanged _,
          GroupChange.Other _ ->
          Optional.empty();
    };
  }

  private static GroupDelta settings(
      Optional<Boolean> announce, Optional<Boolean> locked, OptionalInt seconds) {
    return new GroupDelta.Settings(announce, locked, seconds);
  }

  private static List<Member> members(List<dev.wharf.protocol.stanza.group.Member> members) {
    return members.stream()
        .map(it -> new Member(it.jid(), it.lid(), it.phone(), role(it.role())))
        .toList();
  }

  /** Numbers by hidden address, of those whose both are told. */
  static Map<Jid, Jid> pairs(List<dev.wharf.protocol.stanza.group.Member> members) {
    Map<Jid, Jid> pairs = new HashMap<>();
    for (var member : members) {
      if (member.lid().isPresent() && member.phone().isPresent()) {
        pairs.put(member.lid().get().bare(), member.phone().get().bare());
      }
    }
    return pairs;
  }

  /** The same of those that a change names. */
  static Map<Jid, Jid> pairs(GroupChange change) {
    return switch (change) {
      case GroupChange.MembersAdded(var members, var _) -> pairs(members);
      case GroupChange.MembersRemoved(var members) -> pairs(members);
      case GroupChange.Promoted(var members) -> pairs(members);
      case GroupChange.Demoted(var members) -> pairs(members);
      case GroupChange.Created(var group) -> pairs(group.members());
      case GroupChange.SubjectChanged _,
          GroupChange.DescriptionChanged _,
          GroupChange.AnnounceChanged _,
          GroupChange.LockedChanged _,
          GroupChange.EphemeralChanged _,
          GroupChange.Deleted _,
          GroupChange.NumberChanged _,
          GroupChange.MembersMayAddChanged _,
          GroupChange.JoinApprovalChanged _,
          GroupChange.InviteCodeChanged _,
          GroupChange.Other _ ->
          Map.of();
    };
  }

  private static List<Jid> jids(List<dev.wharf.protocol.stanza.group.Member> members) {
    return members.stream().map(dev.wharf.protocol.stanza.group.Member::jid).toList();
  }

  private static Role role(dev.wharf.protocol.stanza.group.Member.Role role) {
    return switch (role) {
      case MEMBER -> Role.MEMBER;
      case ADMIN -> Role.ADMIN;
      case SUPERADMIN -> Role.OWNER;
    };
  }
}
