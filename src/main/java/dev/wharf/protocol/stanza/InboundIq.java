package dev.wharf.protocol.stanza;

import dev.wharf.identity.Jid;
import dev.wharf.protocol.node.Node;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Iqs of the server: answers, and the few requests it makes (connection.md 4, 7). */
final class InboundIq {

  private static final Pattern REF = Pattern.compile("[!-+\\--~]+");

  private InboundIq() {}

  static Inbound parse(Node iq) {
    String id = iq.string("id").orElse("");
    if (id.isEmpty()) {
      return new Inbound.Unknown(iq);
    }
    return switch (iq.string("type").orElse("")) {
      case "result" -> new Inbound.IqReply(id, false, iq);
      case "error" -> new Inbound.IqReply(id, true, iq);
      case "get" -> isPing(iq) ? new Inbound.ServerPing(id) : new Inbound.Unknown(iq);
      case "set" -> pairing(id, iq);
      default -> new Inbound.Unknown(iq);
    };
  }

  private static boolean isPing(Node iq) {
    return iq.string("xmlns").filter("urn:xmpp:ping"::equals).isPresent() && isFromServer(iq);
  }

  /** Nobody but the server pairs us. */
  private static Inbound pairing(String id, Node iq) {
    if (isFromServer(iq) && iq.child("pair-success").isPresent()) {
      return new Inbound.PairSuccessIq(id, iq);
    }
    List<String> refs = iq.child("pair-device").map(InboundIq::refs).orElse(List.of());
    return isFromServer(iq) && !refs.isEmpty()
        ? new Inbound.PairDevice(id, refs)
        : new Inbound.Unknown(iq);
  }

  private static boolean isFromServer(Node iq) {
    return iq.jid("from").filter(Jid.SERVER::equals).isPresent();
  }

  /** All refs in their order; none at all if one of them is broken. */
  private static List<String> refs(Node pairDevice) {
    var refs = new ArrayList<String>();
    for (Node child : pairDevice.childrenOf("ref")) {
      String ref = new String(child.bytes().orElse(new byte[0]), StandardCharsets.US_ASCII);
      if (!REF.matcher(ref).matches()) {
        return List.of();
      }
      refs.add(ref);
    }
    return List.copyOf(refs);
  }
}
