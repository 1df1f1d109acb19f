package dev.wharf.protocol.node;

import dev.wharf.identity.Jid;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A stanza's tree: tag, attributes, content. Immutable. Attributes keep their wire type, for strict
 * peers tell a JID from a string (messaging.md 1.7).
 */
public record Node(String tag, Map<String, Attribute> attributes, Content content) {

  public Node {
    attributes = AttributeMap.copyOf(attributes);
  }

  public static Node of(String tag) {
    return new Node(tag, Map.of(), Content.NONE);
  }

  /** The same node with a string attribute. */
  public Node with(String key, String value) {
    return with(key, new Attribute.Text(value));
  }

  /** The same node with a decimal number, sent as a string. */
  public Node with(String key, long value) {
    return with(key, Long.toString(value));
  }

  /** The same node with an address attribute, JID-encoded on the wire. */
  public Node with(String key, Jid value) {
    return with(key, new Attribute.Address(value));
  }

  public Node with(String key, Attribute value) {
    return new Node(tag, AttributeMap.copyOf(attributes).with(key, value), content);
  }

  /** The same node with these children as content. */
  public Node children(Node... children) {
    return children(List.of(children));
  }

  public Node children(List<Node> children) {
    return new Node(tag, attributes, new Content.Children(children));
  }

  /** The same node with binary content. */
  public Node bytes(byte[] bytes) {
    return new Node(tag, attributes, new Content.Bytes(bytes));
  }

  /** The same node with text content, sent as BINARY UTF-8 bytes (messaging.md 1.4). */
  public Node text(String text) {
    return new Node(tag, attributes, new Content.Text(text));
  }

  /** The child nodes; empty if the content is something else. */
  public List<Node> childList() {
    return content instanceof Content.Children(var nodes) ? nodes : List.of();
  }

  /** The first child of that tag. */
  public Optional<Node> child(String tag) {
    for (Node child : childList()) {
      if (child.tag.equals(tag)) {
        return Optional.of(child);
      }
    }
    return Optional.empty();
  }

  /** All children of that tag, in order. */
  public List<Node> childrenOf(String tag) {
    var found = new ArrayList<Node>();
    for (Node child : childList()) {
      if (child.tag.equals(tag)) {
        found.add(child);
      }
    }
    return found;
  }

  /** Content as bytes: binary as it is, text as UTF-8; empty for children and for nothing. */
  public Optional<byte[]> bytes() {
    return switch (content) {
      case Content.Bytes(var bytes) -> Optional.of(bytes);
      case Content.Text(var text) -> Optional.of(text.getBytes(StandardCharsets.UTF_8));
      case Content.Children _, Content.None _ -> Optional.empty();
    };
  }

  /** A string attribute; an address is printed. Empty if absent. */
  public Optional<String> string(String key) {
    return Optional.ofNullable(attributes.get(key)).map(Attribute::asText);
  }

  /**
   * An address attribute. Empty if absent or not JID-encoded, as strict clients read it
   * (messaging.md 1.7).
   */
  public Optional<Jid> jid(String key) {
    return attributes.get(key) instanceof Attribute.Address(var jid)
        ? Optional.of(jid)
        : Optional.empty();
  }
}
