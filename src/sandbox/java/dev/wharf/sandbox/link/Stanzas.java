package dev.wharf.sandbox.link;

import dev.wharf.identity.Jid;
import dev.wharf.protocol.node.Node;
import dev.wharf.sandbox.fault.Fault;
import java.time.Instant;
import java.util.Map;

/** Stanzas the server says by itself, with the wire types that strict clients ask for (1.5). */
public final class Stanzas {

  static final Node STREAM_END = Node.of("xmlstreamend");

  /** Id of the notification that a stream error says was never acknowledged. */
  static final String OWED = "owed-1";

  private Stanzas() {}

  static Node set(String id, Instant now, Node child) {
    return Node.of("iq")
        .with("from", Jid.SERVER)
        .with("type", "set")
        .with("id", id)
        .with("xmlns", "md")
        .with("t", now.getEpochSecond())
        .children(child);
  }

  static Node result(String id, Node... children) {
    Node iq = Node.of("iq").with("from", Jid.SERVER).with("type", "result").with("id", id);
    return children.length == 0 ? iq : iq.children(children);
  }

  static Node error(String id, int code, String text) {
    return Node.of("iq")
        .with("from", Jid.SERVER)
        .with("type", "error")
        .with("id", id)
        .children(Node.of("error").with("code", code).with("text", text));
  }

  static Node notification(Jid from, String type, String id, Instant now, Node child) {
    return Node.of("notification")
        .with("from", from)
        .with("type", type)
        .with("id", id)
        .with("t", now.getEpochSecond())
        .children(child);
  }

  static Node info(Node child) {
    return Node.of("ib").with("from", Jid.SERVER).children(child);
  }

  static Node failure(String reason) {
    return Node.of("failure").with("reason", reason).with("location", "sbx");
  }

  static Node failure(Map<String, String> attributes) {
    Node failure = Node.of("failure");
    for (var attribute : attributes.entrySet()) {
      failure = failure.with(attribute.getKey(), attribute.getValue());
    }
    return failure;
  }

  static Node streamError(String code) {
    return Node.of("stream:error").with("code", code);
  }

  /** Every form of connection.md 8.2. */
  static Node streamError(Fault.Form form, String code) {
    Node bare = Node.of("stream:error");
    return switch (form) {
      case CODE -> streamError(code);
      case DEVICE_REMOVED -> streamError("401").children(conflict("device_removed"));
      case REPLACED -> bare.children(conflict("replaced"));
      case REPLACED_409 -> streamError("409").children(conflict("replaced"));
      case ACK -> bare.children(Node.of("ack").with("class", "notification").with("id", OWED));
      case XML_NOT_WELL_FORMED -> bare.children(Node.of("xml-not-well-formed"));
      case BAD_MAC -> bare.children(Node.of("bad-mac"));
    };
  }

  private static Node conflict(String type) {
    return Node.of("conflict").with("type", type);
  }
}
