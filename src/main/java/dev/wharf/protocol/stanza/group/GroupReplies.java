package dev.wharf.protocol.stanza.group;

import dev.wharf.identity.Jid;
import dev.wharf.protocol.ProtocolFault;
import dev.wharf.protocol.node.Node;
import dev.wharf.protocol.node.NodeReader;
import dev.wharf.protocol.stanza.StanzaReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Reads what {@link GroupRequests} are answered with. All throw {@link ProtocolFault}. */
public final class GroupReplies {

  private static final int MAX_GROUPS = 20_000;
  private static final int DONE = 200;

  private GroupReplies() {}

  /**
   * What became of one participant.
   *
   * @param status 200 if it was done; 403, 404, 408, 409, … if not
   */
  public record MemberResult(Jid jid, Optional<Jid> phone, Optional<Jid> lid, int status) {

    public boolean isDone() {
      return status == DONE;
    }
  }

  /**
   * A new group.
   *
   * @param refused who could not be added
   */
  public record Created(GroupInfo group, List<MemberResult> refused) {}

  /**
   * Joining by code.
   *
   * @param awaitsApproval an admin has to let us in first
   */
  public record Joined(Jid group, boolean awaitsApproval) {}

  public static List<GroupInfo> groups(Node reply) {
    List<Node> groups = NodeReader.requiredChild(reply, "groups").childrenOf("group");
    StanzaReader.requireAtMost(MAX_GROUPS, groups.size(), "iq/groups");
    return groups.stream().map(GroupInfo::parse).toList();
  }

  public static GroupInfo group(Node reply) {
    return GroupInfo.parse(NodeReader.requiredChild(reply, "group"));
  }

  public static Created created(Node reply) {
    Node group = NodeReader.requiredChild(reply, "group");
    List<MemberResult> refused = results(group).stream().filter(r -> !r.isDone()).toList();
    return new Created(GroupInfo.parse(group), refused);
  }

  public static List<MemberResult> memberResults(Node reply, GroupRequests.MemberChange change) {
    return results(NodeReader.requiredChild(reply, change.tag()));
  }

  public static String inviteCode(Node reply) {
    return NodeReader.requiredString(NodeReader.requiredChild(reply, "invite"), "code");
  }

  /** Why a group could not be left; empty if it was. */
  public static OptionalInt leaveError(Node reply) {
    for (Node group : NodeReader.requiredChild(reply, "leave").childrenOf("group")) {
      if (group.string("error").isPresent()) {
        return OptionalInt.of(StanzaReader.number(group, "error").orElse(0));
      }
    }
    return OptionalInt.empty();
  }

  public static Joined joined(Node reply) {
    Optional<Node> request = reply.child("membership_approval_request");
    Node told = request.orElseGet(() -> NodeReader.requiredChild(reply, "group"));
    return new Joined(GroupInfo.requiredGroup(told, "jid"), request.isPresent());
  }

  private static List<MemberResult> results(Node parent) {
    List<Node> participants = parent.childrenOf("participant");
    StanzaReader.requireAtMost(Member.MAX_MEMBERS, participants.size(), parent.tag());
    var results = new ArrayList<MemberResult>(participants.size());
    for (Node participant : participants) {
      Member member = Member.parse(participant);
      results.add(
          new MemberResult(member.jid(), member.phone(), member.lid(), status(participant)));
    }
    return List.copyOf(results);
  }

  /** An error without a number is one all the same. */
  private static int status(Node participant) {
    OptionalInt error = StanzaReader.number(participant, "error");
    if (error.isPresent()) {
      return error.getAsInt();
    }
    return participant.string("error").isPresent()
        ? 0
        : StanzaReader.number(participant, "type").orElse(DONE);
  }
}
