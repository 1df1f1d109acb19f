package dev.wharf.protocol.stanza;

import dev.wharf.identity.Jid;
import dev.wharf.protocol.ProtocolFault;
import dev.wharf.protocol.node.Attribute;
import dev.wharf.protocol.node.Node;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The {@code ack} of a stanza (messaging.md 3.2). */
final class Acks {

  private Acks() {}

  static Node ack(Node stanza, @Nullable Jid self) {
    Node ack =
        Node.of("ack")
            .with("id", required(stanza, "id"))
            .with("to", required(stanza, "from"))
            .with("class", stanza.tag());
    ack = copy(stanza, "participant", ack, !repeatsSender(stanza));
    // Without its recipient the server answers an ack with a stream error.
    ack = copy(stanza, "recipient", ack, true);
    ack = copy(stanza, "type", ack, namesType(stanza));
    return stanza.tag().equals("message") && self != null ? ack.with("from", self) : ack;
  }

  private static boolean namesType(Node stanza) {
    return switch (stanza.tag()) {
      case "message" -> false;
      case "notification" -> !isIdentityChange(stanza);
      default -> true;
    };
  }

  private static boolean isIdentityChange(Node stanza) {
    return stanza.string("type").equals(Optional.of("encrypt"))
        && stanza.child("identity").isPresent();
  }

  private static boolean repeatsSender(Node stanza) {
    return stanza.tag().equals("receipt")
        && stanza.string("participant").equals(stanza.string("from"));
  }

  private static Node copy(Node stanza, String key, Node ack, boolean wanted) {
    Attribute value = stanza.attributes().get(key);
    return wanted && value != null ? ack.with(key, value) : ack;
  }

  private static Attribute required(Node stanza, String key) {
    Attribute value = stanza.attributes().get(key);
    if (value == null) {
      throw new ProtocolFault(
          ProtocolFault.Kind.MISSING, stanza.tag() + '@' + key, "is needed for an ack");
    }
    return value;
  }
}
