package dev.wharf.sandbox.link;

import dev.wharf.protocol.node.Attribute;
import dev.wharf.protocol.node.Node;
import java.time.Instant;
import java.util.Optional;

/**
 * The server's acks of what clients send (messaging.md 3.3). Messages are acked and go nowhere yet:
 * relaying them comes with the messaging of the sandbox.
 */
final class Acks {

  private Acks() {}

  /** Empty for a stanza without an id, which cannot be acked. */
  static Optional<Node> answer(Node stanza, Instant now) {
    Attribute id = stanza.attributes().get("id");
    Attribute to = stanza.attributes().get("to");
    if (id == null || to == null) {
      return Optional.empty();
    }
    Node ack =
        Node.of("ack")
            .with("class", stanza.tag())
            .with("id", id)
            .with("from", to)
            .with("t", now.getEpochSecond());
    Attribute participant = stanza.attributes().get("participant");
    if (participant != null) {
      ack = ack.with("participant", participant);
    }
    if (stanza.tag().equals("receipt") && stanza.attributes().containsKey("type")) {
      ack = ack.with("type", stanza.attributes().get("type"));
    }
    return Optional.of(ack);
  }
}
