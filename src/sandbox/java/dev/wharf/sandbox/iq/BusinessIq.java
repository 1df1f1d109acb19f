package dev.wharf.sandbox.iq;

import dev.wharf.protocol.node.Node;

/** Business profiles: nobody has one. */
final class BusinessIq implements IqHandler {

  @Override
  public Reply answer(Iq iq, Caller caller) {
    return iq.isGet() ? Reply.of(Node.of("business_profile")) : Reply.EMPTY;
  }
}
