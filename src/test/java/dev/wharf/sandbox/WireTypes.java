package dev.wharf.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wharf.protocol.node.Attribute;
import dev.wharf.protocol.node.Content;
import dev.wharf.protocol.node.Node;
import java.util.Set;

/**
 * What strict clients ask of the wire: addresses are JIDs, nothing else is, text is bytes (1.7).
 */
final class WireTypes {

  private static final Set<String> ADDRESSES =
      Set.of(
          "from",
          "to",
          "jid",
          "lid",
          "participant",
          "participant_pn",
          "participant_lid",
          "sender_pn",
          "sender_lid",
          "recipient",
          "peer_recipient_pn",
          "peer_recipient_lid",
          "phone_number",
          "pn_jid",
          "val",
          "creator",
          "creator_pn",
          "s_o",
          "s_o_pn");

  private WireTypes() {}

  /** The same node, checked as a whole tree. */
  static Node checked(Node node) {
    node.attributes()
        .forEach(
            (key, value) ->
                assertEquals(
                    ADDRESSES.contains(key),
                    value instanceof Attribute.Address,
                    () -> node.tag() + '@' + key));
    assertTrue(!(node.content() instanceof Content.Text), node.tag() + " holds text, not bytes");
    node.childList().forEach(WireTypes::checked);
    return node;
  }
}
