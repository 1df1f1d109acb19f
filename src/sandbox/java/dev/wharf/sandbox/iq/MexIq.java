package dev.wharf.sandbox.iq;

import dev.wharf.protocol.node.Node;

/** GraphQL queries: no data. */
final class MexIq implements IqHandler {

  @Override
  public Reply answer(Iq iq, Caller caller) {
    return Reply.of(Node.of("result").text("{\"data\":{}}"));
  }
}
