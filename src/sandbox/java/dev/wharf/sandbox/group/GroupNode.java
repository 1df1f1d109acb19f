package dev.wharf.sandbox.group;

import dev.wharf.protocol.node.Node;
import dev.wharf.sandbox.account.Account;
import dev.wharf.sandbox.account.Naming;
import java.util.ArrayList;
import java.util.Optional;

/** Groups and members as elements (messaging.md 9.2). */
public final class GroupNode {

  private GroupNode() {}

  /** Everything about a group. */
  public static Node of(Group group) {
    Naming naming = group.naming();
    Naming other = naming.other();
    Node node =
        Node.of("group")
            .with("id", group.id())
            .with("subject", group.subject().text())
            .with("s_t", group.subject().at().getEpochSecond())
            .with("s_o", naming.jid(group.subject().by(), 0))
            .with("creation", group.creation().getEpochSecond())
            .with("creator", naming.jid(group.creator(), 0))
            .with("addressing_mode", naming.suffix())
            .with("size", group.members().size())
            .with("p_v_id", group.version())
            .with("a_v_id", group.version());
    if (naming.isLid()) {
      node =
          node.with("s_o_pn", other.jid(group.subject().by(), 0))
              .with("creator_pn", other.jid(group.creator(), 0));
    }
    var children = new ArrayList<Node>();
    group.members().forEach(member -> children.add(participant(group, member)));
    group.description().ifPresent(said -> children.add(description(group, said)));
    children.addAll(group.settings().nodes());
    return node.children(children);
  }

  /** A member by both names, with its role. */
  public static Node participant(Group group, Account member) {
    Optional<String> role = group.role(member).flatMap(Role::wireName);
    Node participant = named(group.naming(), member);
    return role.isPresent() ? participant.with("type", role.get()) : participant;
  }

  /** Somebody by both names. */
  public static Node named(Naming naming, Account account) {
    return Node.of("participant")
        .with("jid", naming.jid(account, 0))
        .with(naming.isLid() ? "phone_number" : "lid", naming.other().jid(account, 0));
  }

  private static Node description(Group group, Group.Said said) {
    Node node =
        Node.of("description")
            .with("id", said.id())
            .with("participant", group.naming().jid(said.by(), 0))
            .with("t", said.at().getEpochSecond());
    if (group.naming().isLid()) {
      node = node.with("participant_pn", said.by().phoneJid(0));
    }
    return node.children(Node.of("body").text(said.text()));
  }
}
