package dev.wharf.sandbox.relay;

import dev.wharf.identity.Jid;
import dev.wharf.protocol.node.Node;
import dev.wharf.sandbox.post.Addresses;
import java.time.Instant;
import java.util.Optional;

/** The server's acks of what clients send (messaging.md 3.3). */
final class Acks {

  /** The error of a stanza that strict receivers could not make sense of. */
  static final int INVALID = 479;

  private Acks() {}

  /** Empty for a stanza without an id, which cannot be acked. */
  static Optional<Node> of(Node stanza, Instant now) {
    Optional<String> id = stanza.string("id").filter(text -> !text.isEmpty());
    if (id.isEmpty()) {
      return Optional.empty();
    }
    Node ack =
        Node.of("ack")
            .with("class", stanza.tag())
            .with("id", id.get())
            .with("from", Addresses.read(stanza, "to").orElse(Jid.SERVER))
            .with("t", now.getEpochSecond());
    Optional<Jid> participant = Addresses.read(stanza, "participant");
    if (participant.isPresent()) {
      ack = ack.with("participant", participant.get());
    }
    Optional<String> type = stanza.string("type");
    if (stanza.tag().equals("receipt") && type.isPresent()) {
      ack = ack.with("type", type.get());
    }
    return Optional.of(ack);
  }
}
