package dev.wharf.sandbox.iq;

import dev.wharf.protocol.node.Node;
import dev.wharf.sandbox.group.Group;
import dev.wharf.sandbox.group.GroupNode;
import java.util.List;
import java.util.Optional;

/** Invite links: shown and renewed by admins, followed by everybody. */
final class GroupInvitesIq {

  private static final Reply GONE = new Reply.Error(410, "gone");

  /**
   * Answers one.
   *
   * @param group the group it was sent to; a link is sent to none
   */
  Reply answer(Iq iq, Optional<Group> group, Caller caller) {
    Optional<String> code = iq.child().flatMap(invite -> invite.string("code"));
    if (code.isPresent()) {
      Optional<Group> found = caller.groups().byCode(code.get());
      if (found.isEmpty()) {
        return GONE;
      }
      return iq.isGet() ? Reply.of(GroupNode.of(found.get())) : join(found.get(), caller);
    }
    if (group.isEmpty()) {
      return GroupsIq.UNKNOWN;
    }
    return group.get().isAdmin(caller.account())
        ? link(iq, group.get(), caller)
        : GroupsIq.FORBIDDEN;
  }

  private static Reply link(Iq iq, Group group, Caller caller) {
    if (!iq.isGet()) {
      caller.groups().renewCode(group);
      Node news = Node.of("invite").with("code", group.inviteCode());
      caller.news().tell(group.members(), group, caller.self(), caller.now(), news);
    }
    return Reply.of(Node.of("invite").with("code", group.inviteCode()));
  }

  private static Reply join(Group group, Caller caller) {
    Node answer = Node.of("group").with("jid", group.jid());
    if (group.isMember(caller.account())) {
      return new Reply.Error(409, "conflict");
    }
    var readers = group.members();
    long before = group.version();
    group.join(caller.account());
    Node news =
        Node.of("add")
            .with("reason", "invite")
            .with("v_id", group.version())
            .with("prev_v_id", before)
            .children(GroupNode.participant(group, caller.account()));
    caller.news().tell(readers, group, caller.self(), caller.now(), news);
    caller
        .news()
        .tell(
            List.of(caller.account()),
            group,
            caller.self(),
            caller.now(),
            Node.of("create").with("type", "join").children(GroupNode.of(group)));
    return Reply.of(answer);
  }
}
