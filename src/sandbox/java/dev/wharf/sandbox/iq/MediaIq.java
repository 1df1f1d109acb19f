package dev.wharf.sandbox.iq;

import dev.wharf.protocol.node.Node;

/** Where media would be: here. */
final class MediaIq implements IqHandler {

  @Override
  public Reply answer(Iq iq, Caller caller) {
    return Reply.of(
        Node.of("media_conn")
            .with("auth", "sandbox")
            .with("ttl", "300")
            .with("auth_ttl", "21600")
            .with("max_buckets", "12")
            .with("id", "1")
            .children(Node.of("host").with("hostname", caller.host()).with("type", "primary")));
  }
}
