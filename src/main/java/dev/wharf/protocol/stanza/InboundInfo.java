package dev.wharf.protocol.stanza;

import dev.wharf.protocol.node.Node;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** {@code ib}: what the server lets us know, one child each (connection.md 6.4). */
final class InboundInfo {

  private InboundInfo() {}

  static Inbound parse(Node ib) {
    if (ib.childList().isEmpty()) {
      return new Inbound.Unknown(ib);
    }
    Node child = ib.childList().getFirst();
    return switch (child.tag()) {
      case "offline_preview" -> preview(ib, child);
      case "offline" -> new Inbound.OfflineDone(Decimal.ofInt(child, "count").orElse(0));
      case "edge_routing" -> routing(ib, child);
      case "dirty" -> dirty(ib, child);
      case "downgrade_webclient" -> new Inbound.DowngradeWebclient();
      case "client_expiration" -> expiration(ib, child);
      default -> new Inbound.Unknown(ib);
    };
  }

  private static Inbound preview(Node ib, Node child) {
    OptionalInt count = Decimal.ofInt(child, "count");
    return count.isPresent()
        ? new Inbound.OfflinePreview(count.getAsInt())
        : new Inbound.Unknown(ib);
  }

  private static Inbound routing(Node ib, Node child) {
    return child
        .child("routing_info")
        .flatMap(Node::bytes)
        .<Inbound>map(Inbound.EdgeRouting::new)
        .orElseGet(() -> new Inbound.Unknown(ib));
  }

  private static Inbound dirty(Node ib, Node child) {
    Optional<String> type = child.string("type");
    OptionalLong timestamp = Decimal.ofLong(child, "timestamp");
    return type.isPresent() && timestamp.isPresent()
        ? new Inbound.Dirty(type.get(), timestamp.getAsLong())
        : new Inbound.Unknown(ib);
  }

  /** No {@code t} takes an earlier notice back, so a broken one must not be read as none. */
  private static Inbound expiration(Node ib, Node child) {
    OptionalLong t = Decimal.ofLong(child, "t");
    return t.isEmpty() && child.attributes().containsKey("t")
        ? new Inbound.Unknown(ib)
        : new Inbound.ClientExpiration(t);
  }
}
