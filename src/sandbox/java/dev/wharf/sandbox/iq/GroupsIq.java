package dev.wharf.sandbox.iq;

import dev.wharf.identity.Jid;
import dev.wharf.protocol.node.Node;
import dev.wharf.sandbox.group.Group;
import dev.wharf.sandbox.group.GroupNode;
import dev.wharf.sandbox.post.Addresses;
import java.util.Optional;

/** Groups: who is in which, and what each is like (messaging.md 9.1). */
final class GroupsIq implements IqHandler {

  static final Reply UNKNOWN = new Reply.Error(404, "item-not-found");
  static final Reply FORBIDDEN = new Reply.Error(403, "forbidden");

  private final GroupMembersIq members = new GroupMembersIq();
  private final GroupChangesIq changes = new GroupChangesIq();
  private final GroupInvitesIq invites = new GroupInvitesIq();

  @Override
  public Reply answer(Iq iq, Caller caller) {
    Optional<Group> group =
        Addresses.read(iq.node(), "to").flatMap(to -> caller.groups().byJid(to));
    return switch (iq.about()) {
      case "" -> Reply.EMPTY;
      case "participating" -> participating(caller);
      case "create" -> members.create(iq.child().orElseThrow(), caller);
      case "leave" -> members.leave(iq.child().orElseThrow(), caller);
      case "invite" -> invites.answer(iq, group, caller);
      default -> {
        if (group.isEmpty()) {
          yield UNKNOWN;
        }
        yield group.get().isMember(caller.account()) ? about(iq, group.get(), caller) : FORBIDDEN;
      }
    };
  }

  private Reply about(Iq iq, Group group, Caller caller) {
    Node asked = iq.child().orElseThrow();
    return switch (asked.tag()) {
      case "query" -> Reply.of(GroupNode.of(group));
      case "add", "remove", "promote", "demote" -> members.change(asked, group, caller);
      case "membership_approval_requests" -> Reply.of(Node.of(asked.tag()));
      default -> iq.isGet() ? Reply.EMPTY : changes.answer(asked, group, caller);
    };
  }

  private static Reply participating(Caller caller) {
    return Reply.of(
        Node.of("groups")
            .children(caller.groups().of(caller.account()).stream().map(GroupNode::of).toList()));
  }

  /** The group an address names. */
  static Optional<Group> named(Node node, String key, Caller caller) {
    Optional<Jid> jid = Addresses.read(node, key);
    return jid.flatMap(caller.groups()::byJid);
  }
}
