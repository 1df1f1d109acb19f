package dev.wharf.sandbox.iq;

import dev.wharf.protocol.node.Node;
import dev.wharf.sandbox.media.MediaStore;

/** Where media go and come from: here. */
final class MediaIq implements IqHandler {

  @Override
  public Reply answer(Iq iq, Caller caller) {
    return Reply.of(
        Node.of("media_conn")
            .with("auth", MediaStore.AUTH)
            .with("ttl", "300")
            .with("auth_ttl", "21600")
            .with("max_buckets", "12")
            .with("id", "1")
            .children(
                Node.of("host").with("hostname", caller.mediaHost()).with("type", "primary")));
  }
}
