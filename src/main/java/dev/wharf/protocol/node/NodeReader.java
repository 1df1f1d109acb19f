package dev.wharf.protocol.node;

import dev.wharf.identity.Jid;
import dev.wharf.protocol.ProtocolFault;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Typed readers of nodes that came from outside: what is absent is {@code MISSING}, what is there
 * in a wrong form is {@code MALFORMED}, and the fault says which attribute or child (messaging.md
 * 1.7).
 */
public final class NodeReader {

  private static final int LONGEST_NUMBER = 20;

  private NodeReader() {}

  /** A string attribute; an address is printed. */
  public static String requiredString(Node node, String key) {
    return node.string(key).orElseThrow(() -> missing(attribute(node, key)));
  }

  /** A decimal attribute. */
  public static long requiredLong(Node node, String key) {
    return optionalLong(node, key).orElseThrow(() -> missing(attribute(node, key)));
  }

  /** A decimal attribute in the range of int. */
  public static int requiredInt(Node node, String key) {
    long value = requiredLong(node, key);
    if (value != (int) value) {
      throw malformed(attribute(node, key), "out of range");
    }
    return (int) value;
  }

  /** A decimal attribute; empty if absent, a fault if it is there and no number. */
  public static OptionalLong optionalLong(Node node, String key) {
    var text = node.string(key);
    return text.isEmpty()
        ? OptionalLong.empty()
        : OptionalLong.of(parseLong(text.orElseThrow(), attribute(node, key)));
  }

  /** {@code true}, {@code false}, {@code 1} or {@code 0}; {@code otherwise} if absent. */
  public static boolean flag(Node node, String key, boolean otherwise) {
    var text = node.string(key);
    if (text.isEmpty()) {
      return otherwise;
    }
    return switch (text.orElseThrow()) {
      case "true", "1" -> true;
      case "false", "0" -> false;
      default -> throw malformed(attribute(node, key), "neither true nor false");
    };
  }

  /** An attribute that must be JID-encoded; a plain string is {@code MALFORMED}. */
  public static Jid requiredJid(Node node, String key) {
    return optionalJid(node, key).orElseThrow(() -> missing(attribute(node, key)));
  }

  /** A JID-encoded attribute; empty if absent, a fault if it is a plain string. */
  public static Optional<Jid> optionalJid(Node node, String key) {
    if (node.attributes().get(key) instanceof Attribute.Text) {
      throw malformed(attribute(node, key), "a string, not a JID");
    }
    return node.jid(key);
  }

  /** The content as bytes; text counts as its UTF-8. */
  public static byte[] requiredBytes(Node node) {
    return node.bytes().orElseThrow(() -> missing(NodePath.clean(node.tag()) + "/#bytes"));
  }

  /** The content as exactly that many bytes. */
  public static byte[] requiredBytes(Node node, int length) {
    byte[] bytes = requiredBytes(node);
    if (bytes.length != length) {
      throw malformed(
          NodePath.clean(node.tag()) + "/#bytes", "has " + bytes.length + " bytes, not " + length);
    }
    return bytes;
  }

  /** The content as UTF-8 text. */
  public static String requiredText(Node node) {
    return new String(requiredBytes(node), StandardCharsets.UTF_8);
  }

  /** The first child of that tag; with more tags, the first child of that again. */
  public static Node requiredChild(Node node, String... tags) {
    var path = new StringBuilder(NodePath.clean(node.tag()));
    Node found = node;
    for (String tag : tags) {
      path.append('/').append(tag);
      found = found.child(tag).orElseThrow(() -> missing(path.toString()));
    }
    return found;
  }

  private static long parseLong(String text, String path) {
    int start = text.startsWith("-") ? 1 : 0;
    boolean digits = text.length() > start && text.length() <= LONGEST_NUMBER;
    for (int i = start; i < text.length() && digits; i++) {
      digits = text.charAt(i) >= '0' && text.charAt(i) <= '9';
    }
    if (!digits) {
      throw malformed(path, "not a number");
    }
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException _) {
      throw malformed(path, "out of range");
    }
  }

  private static String attribute(Node node, String key) {
    return NodePath.clean(node.tag()) + '@' + key;
  }

  private static ProtocolFault missing(String path) {
    return new ProtocolFault(ProtocolFault.Kind.MISSING, path, "is not there");
  }

  private static ProtocolFault malformed(String path, String message) {
    return new ProtocolFault(ProtocolFault.Kind.MALFORMED, path, message);
  }
}
