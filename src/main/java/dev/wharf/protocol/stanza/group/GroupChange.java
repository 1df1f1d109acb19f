package dev.wharf.protocol.stanza.group;

import dev.wharf.identity.Jid;
import dev.wharf.protocol.ProtocolFault;
import dev.wharf.protocol.node.Node;
import dev.wharf.protocol.node.NodeReader;
import dev.wharf.protocol.stanza.StanzaReader;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** One thing that changed in a group (messaging.md 9.3). */
public sealed interface GroupChange {

  /**
   * @param reason {@code invite} if they followed a link
   */
  record MembersAdded(List<Member> members, Optional<String> reason) implements GroupChange {}

  /** Somebody who is the actor himself left. Whoever is gone must not read what comes. */
  record MembersRemoved(List<Member> members) implements GroupChange {}

  record Promoted(List<Member> members) implements GroupChange {}

  record Demoted(List<Member> members) implements GroupChange {}

  /** Somebody has another number now. */
  record NumberChanged(List<Member> members) implements GroupChange {}

  /** There is a group with us in it: a new one, or one we were added to. */
  record Created(GroupInfo group) implements GroupChange {}

  record SubjectChanged(String subject, Optional<Jid> by, Optional<Instant> at)
      implements GroupChange {}

  /**
   * @param text empty if it was deleted
   */
  record DescriptionChanged(Optional<String> id, Optional<String> text) implements GroupChange {}

  record AnnounceChanged(boolean announce) implements GroupChange {}

  record LockedChanged(boolean locked) implements GroupChange {}

  record MembersMayAddChanged(boolean may) implements GroupChange {}

  record JoinApprovalChanged(boolean wanted) implements GroupChange {}

  /**
   * @param seconds empty if messages stay
   */
  record EphemeralChanged(OptionalInt seconds) implements GroupChange {}

  record InviteCodeChanged(String code) implements GroupChange {}

  /** There is no such group any more. */
  record Deleted() implements GroupChange {}

  /** Nothing we know, or broken: what we know of the group may be out of date. */
  record Other(String tag) implements GroupChange {}

  /** Never throws. */
  static GroupChange parse(Node change) {
    try {
      return read(change);
    } catch (ProtocolFault _) {
      return new Other(change.tag());
    }
  }

  private static GroupChange read(Node change) {
    return switch (change.tag()) {
      case "add" -> new MembersAdded(Member.parseAll(change), change.string("reason"));
      case "remove", "leave" -> new MembersRemoved(Member.parseAll(change));
      case "promote" -> new Promoted(Member.parseAll(change));
      case "demote" -> new Demoted(Member.parseAll(change));
      case "modify" -> new NumberChanged(Member.parseAll(change));
      case "create" -> new Created(GroupInfo.parse(NodeReader.requiredChild(change, "group")));
      case "subject" -> subject(change);
      case "description" -> description(change);
      case "delete" -> new Deleted();
      case "invite" -> new InviteCodeChanged(NodeReader.requiredString(change, "code"));
      default -> setting(change);
    };
  }

  private static GroupChange setting(Node change) {
    return switch (change.tag()) {
      case "announcement" -> new AnnounceChanged(true);
      case "not_announcement" -> new AnnounceChanged(false);
      case "locked" -> new LockedChanged(true);
      case "unlocked" -> new LockedChanged(false);
      case "ephemeral" -> new EphemeralChanged(GroupInfo.seconds(change));
      case "not_ephemeral" -> new EphemeralChanged(OptionalInt.empty());
      case "member_add_mode" ->
          new MembersMayAddChanged(GroupInfo.allMembersAdd(NodeReader.requiredText(change)));
      case "membership_approval_mode" -> new JoinApprovalChanged(GroupInfo.isOn(change));
      default -> new Other(change.tag());
    };
  }

  private static GroupChange subject(Node change) {
    NodeReader.requiredString(change, "subject");
    return new SubjectChanged(
        StanzaReader.text(change, "subject").orElse(""),
        StanzaReader.user(change, "s_o").map(StanzaReader::plain).map(Jid::bare),
        StanzaReader.time(change, "s_t"));
  }

  private static GroupChange description(Node change) {
    Optional<String> id = StanzaReader.text(change, "id");
    return change.child("delete").isPresent()
        ? new DescriptionChanged(id, Optional.empty())
        : new DescriptionChanged(id, StanzaReader.text(NodeReader.requiredChild(change, "body")));
  }
}
