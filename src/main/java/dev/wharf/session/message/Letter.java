package dev.wharf.session.message;

import dev.wharf.identity.Jid;
import dev.wharf.protocol.node.Node;
import dev.wharf.protocol.stanza.chat.Envelope;
import java.util.Optional;

/**
 * A message that came, with everybody by the address we know them by: the hidden one, once we know
 * it.
 *
 * @param sender with device
 * @param chat bare
 */
public record Letter(Envelope envelope, Jid sender, Jid chat) {

  public Node stanza() {
    return envelope.node();
  }

  public Optional<Jid> senderOther() {
    return other(sender, envelope.sender(), envelope.senderOther());
  }

  public Optional<Jid> chatOther() {
    return other(chat, envelope.chat(), envelope.chatOther());
  }

  private static Optional<Jid> other(Jid known, Jid named, Optional<Jid> alsoNamed) {
    return known.equals(named) ? alsoNamed : Optional.of(named);
  }
}
