package dev.wharf.sandbox.iq;

import dev.wharf.protocol.node.Node;

/** Nobody is blocked. */
final class BlocklistIq implements IqHandler {

  @Override
  public Reply answer(Iq iq, Caller caller) {
    return Reply.of(Node.of("list").with("dhash", "1"));
  }
}
