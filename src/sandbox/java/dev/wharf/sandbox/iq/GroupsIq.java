package dev.wharf.sandbox.iq;

import dev.wharf.protocol.node.Node;

/** Groups: there are none yet. Asking about one is answered as for an unknown one. */
final class GroupsIq implements IqHandler {

  @Override
  public Reply answer(Iq iq, Caller caller) {
    return switch (iq.about()) {
      case "participating" -> Reply.of(Node.of("groups"));
      case "" -> Reply.EMPTY;
      default -> iq.isGet() ? new Reply.Error(404, "item-not-found") : Reply.EMPTY;
    };
  }
}
