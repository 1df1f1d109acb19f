package dev.wharf.protocol.stanza.group;

import dev.wharf.identity.Jid;
import dev.wharf.protocol.node.Node;
import java.util.LinkedHashMap;

/** A group of these tests, which names its members by hidden addresses. */
public final class GroupSamples {

  static final Jid GROUP = Jid.of("120363000000000001", Jid.GROUP_SERVER);
  static final Jid ANA = Jid.phone("15551234567", 0);
  static final Jid ANA_LID = Jid.lid("987654321098765", 0);
  static final Jid BEA_LID = Jid.lid("111111111111111", 0);
  static final long T = 1_700_000_000;

  private GroupSamples() {}

  static Node participant(Jid jid) {
    return Node.of("participant").with("jid", jid);
  }

  static Node ana() {
    return participant(ANA_LID).with("type", "superadmin").with("phone_number", ANA);
  }

  public static Node group() {
    return Node.of("group")
        .with("id", "120363000000000001")
        .with("subject", "Fishing")
        .with("creation", T)
        .with("creator", ANA_LID)
        .with("creator_pn", ANA)
        .with("addressing_mode", "lid")
        .children(
            ana(),
            participant(BEA_LID),
            Node.of("announcement"),
            Node.of("locked"),
            Node.of("member_add_mode").text("all_member_add"),
            Node.of("membership_approval_mode").children(Node.of("group_join").with("state", "on")),
            Node.of("ephemeral").with("expiration", "86400"),
            Node.of("description").with("id", "D1").children(Node.of("body").text("Où?")),
            Node.of("linked_parent").with("jid", Jid.of("120363000000000009", "g.us")),
            Node.of("parent"));
  }

  public static Node reply(Node... children) {
    return Node.of("iq").with("id", "7").with("type", "result").children(children);
  }

  static Node without(Node node, String key) {
    var attributes = new LinkedHashMap<>(node.attributes());
    attributes.remove(key);
    return new Node(node.tag(), attributes, node.content());
  }
}
