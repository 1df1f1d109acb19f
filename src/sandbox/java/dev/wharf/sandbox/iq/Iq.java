package dev.wharf.sandbox.iq;

import dev.wharf.protocol.node.Node;
import java.util.Optional;

/** A client's request: an iq of type get or set that has an id. */
public record Iq(String id, String xmlns, String type, Node node) {

  /** Empty if the stanza asks for nothing. */
  public static Optional<Iq> of(Node node) {
    String type = node.string("type").orElse("");
    if (!node.tag().equals("iq") || !(type.equals("get") || type.equals("set"))) {
      return Optional.empty();
    }
    return node.string("id").map(id -> new Iq(id, node.string("xmlns").orElse(""), type, node));
  }

  public boolean isGet() {
    return type.equals("get");
  }

  /** The first child: what is asked for. */
  public Optional<Node> child() {
    return node.childList().stream().findFirst();
  }

  /** The tag of the first child; empty if there is none. */
  public String about() {
    return child().map(Node::tag).orElse("");
  }
}
