package dev.wharf.protocol.stanza;

import dev.wharf.identity.Jid;
import dev.wharf.protocol.node.Node;
import java.util.Optional;
import java.util.OptionalInt;

/** Notifications, of which a few mean something before anything else does. */
final class InboundNotification {

  private InboundNotification() {}

  static Inbound parse(Node node) {
    Optional<String> id = node.string("id");
    Optional<Jid> from = node.jid("from");
    Optional<String> type = node.string("type");
    if (id.isEmpty() || from.isEmpty() || type.isEmpty()) {
      return new Inbound.Unknown(node);
    }
    var any = new Inbound.Notification(id.get(), from.get(), type.get(), node);
    // What concerns our own device and keys is believed of nobody but the server.
    return from.get().equals(Jid.SERVER) ? ofServer(any) : any;
  }

  private static Inbound ofServer(Inbound.Notification any) {
    return switch (any.type()) {
      case "link_code_companion_reg" -> linkCode(any);
      case "passkey_prologue_request" -> new Inbound.PasskeyRequest(any.id(), any.node());
      case "encrypt" -> encrypt(any);
      default -> any;
    };
  }

  private static Inbound linkCode(Inbound.Notification any) {
    return any.node()
            .child("link_code_companion_reg")
            .flatMap(child -> child.string("stage"))
            .filter("primary_hello"::equals)
            .isPresent()
        ? new Inbound.LinkCodeHello(any.id(), any.node())
        : any;
  }

  private static Inbound encrypt(Inbound.Notification any) {
    OptionalInt count =
        any.node()
            .child("count")
            .map(child -> Decimal.ofInt(child, "value"))
            .orElse(OptionalInt.empty());
    return count.isPresent()
        ? new Inbound.PreKeyCountLow(any.id(), count.getAsInt(), any.node())
        : any;
  }
}
