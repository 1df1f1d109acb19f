package dev.wharf.sandbox.iq;

import dev.wharf.protocol.node.Node;

/** Experiment properties: none are set. */
final class PropsIq implements IqHandler {

  private static final Node PROPS =
      Node.of("props")
          .with("protocol", "1")
          .with("ab_key", "sandbox")
          .with("hash", "1")
          .with("refresh", "86400")
          .with("refresh_id", "1");

  @Override
  public Reply answer(Iq iq, Caller caller) {
    return Reply.of(PROPS);
  }
}
