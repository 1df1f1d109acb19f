package dev.wharf.sandbox.iq;

import dev.wharf.protocol.node.Node;

/** Channels: they are silent. */
final class NewsletterIq implements IqHandler {

  @Override
  public Reply answer(Iq iq, Caller caller) {
    return switch (iq.about()) {
      case "messages" -> Reply.of(Node.of("messages"));
      case "live_updates" -> Reply.of(Node.of("live_updates").with("duration", 300));
      default -> Reply.EMPTY;
    };
  }
}
