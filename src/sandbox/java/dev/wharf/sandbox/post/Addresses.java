package dev.wharf.sandbox.post;

import dev.wharf.identity.Jid;
import dev.wharf.protocol.node.Node;
import java.util.Optional;

/** Reads addresses as clients send them. */
public final class Addresses {

  private Addresses() {}

  /** An address, JID-encoded or, as some clients send it, a string. Empty if absent or neither. */
  public static Optional<Jid> read(Node node, String key) {
    Optional<Jid> typed = node.jid(key);
    if (typed.isPresent()) {
      return typed;
    }
    try {
      return node.string(key).map(Jid::parse);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
