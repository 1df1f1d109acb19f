package dev.wharf.protocol.node;

import dev.wharf.identity.Jid;
import dev.wharf.protocol.ProtocolFault;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Writes a node as the plain payload of a transport frame, never compressed (messaging.md 1.4 to
 * 1.6). Writes nothing that {@link NodeDecoder} would refuse within its default limits.
 */
public final class NodeEncoder {

  private static final NodeLimits LIMITS = NodeLimits.DEFAULT;

  private final ByteSink sink = new ByteSink();
  private final NodePath path = new NodePath();

  private NodeEncoder() {}

  /**
   * The flag byte 0 and the node.
   *
   * @throws ProtocolFault {@code MALFORMED} for an empty tag or key and for an address that has no
   *     wire form; {@code TOO_LARGE} for a node over {@link NodeLimits#DEFAULT}
   */
  public static byte[] encode(Node node) {
    var encoder = new NodeEncoder();
    encoder.sink.write(0);
    encoder.writeNode(node);
    return encoder.sink.toByteArray();
  }

  private void writeNode(Node node) {
    if (path.depth() >= LIMITS.depth()) {
      throw tooLarge("depth", path.depth() + 1, LIMITS.depth());
    }
    path.enter(node.tag());
    var attributes = AttributeMap.copyOf(node.attributes());
    if (attributes.size() > LIMITS.attributes()) {
      throw tooLarge("attributes", attributes.size(), LIMITS.attributes());
    }
    boolean empty = node.content() instanceof Content.None;
    writeListHeader(1 + 2 * attributes.size() + (empty ? 0 : 1));
    writeName(node.tag());
    for (int i = 0; i < attributes.size(); i++) {
      path.at(attributes.keyAt(i));
      writeName(attributes.keyAt(i));
      writeValue(attributes.valueAt(i));
    }
    path.atNoAttribute();
    writeContent(node.content());
    path.leave();
  }

  private void writeContent(Content content) {
    switch (content) {
      case Content.None() -> {}
      case Content.Bytes(var bytes) -> writeBinary(bytes);
      case Content.Text(var text) -> writeBinary(text.getBytes(StandardCharsets.UTF_8));
      case Content.Children(var nodes) -> writeChildren(nodes);
    }
  }

  private void writeChildren(List<Node> nodes) {
    if (nodes.size() > LIMITS.children()) {
      throw tooLarge("children", nodes.size(), LIMITS.children());
    }
    writeListHeader(nodes.size());
    for (Node node : nodes) {
      writeNode(node);
    }
  }

  private void writeListHeader(int size) {
    if (size == 0) {
      sink.write(Wire.LIST_EMPTY);
    } else if (size < 256) {
      sink.write(Wire.LIST_8);
      sink.write(size);
    } else {
      sink.write(Wire.LIST_16);
      sink.write16(size);
    }
  }

  private void writeName(String name) {
    if (name.isEmpty()) {
      throw malformed("empty name");
    }
    writeString(name);
  }

  private void writeValue(Attribute value) {
    switch (value) {
      case Attribute.Text(var text) -> writeString(text);
      case Attribute.Address(var jid) -> writeJid(jid);
    }
  }

  private void writeString(String text) {
    int code = Tokens.codeOf(text);
    if (code != Tokens.NONE) {
      if (code > 0xFF) {
        sink.write(code >>> 8);
      }
      sink.write(code);
      return;
    }
    int packed = Packed.tagFor(text);
    if (packed != Wire.LIST_EMPTY) {
      Packed.write(sink, packed, text);
      return;
    }
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    if (bytes.length > LIMITS.text()) {
      throw tooLarge("string", bytes.length, LIMITS.text());
    }
    writeBinary(bytes);
  }

  private void writeBinary(byte[] bytes) {
    if (bytes.length < 256) {
      sink.write(Wire.BINARY_8);
      sink.write(bytes.length);
    } else if (bytes.length < 1 << 20) {
      sink.write(Wire.BINARY_20);
      sink.write24(bytes.length);
    } else {
      sink.write(Wire.BINARY_32);
      sink.write32(bytes.length);
    }
    sink.write(bytes);
  }

  /** A device, or a hosted server, asks for the form with a domain byte; all else is a pair. */
  private void writeJid(Jid jid) {
    if (!ValueReader.isUser(jid.user())) {
      throw malformed("jid user with a separator in it");
    }
    boolean hosted =
        jid.server().equals(Jid.HOSTED_SERVER) || jid.server().equals(Jid.HOSTED_LID_SERVER);
    if (jid.device() == 0 && !hosted) {
      sink.write(Wire.JID_PAIR);
      writeUser(jid.user());
      writeString(jid.server());
      return;
    }
    if (jid.device() > 0xFF) {
      throw malformed("device " + jid.device() + " has no wire form");
    }
    sink.write(Wire.AD_JID);
    sink.write(domainOf(jid.server()));
    sink.write(jid.device());
    writeUser(jid.user());
  }

  private void writeUser(String user) {
    if (user.isEmpty()) {
      sink.write(Wire.LIST_EMPTY);
    } else {
      writeString(user);
    }
  }

  private int domainOf(String server) {
    return switch (server) {
      case Jid.PHONE_SERVER -> Wire.DOMAIN_PHONE;
      case Jid.LID_SERVER -> Wire.DOMAIN_LID;
      case Jid.HOSTED_SERVER -> Wire.DOMAIN_HOSTED;
      case Jid.HOSTED_LID_SERVER -> Wire.DOMAIN_HOSTED_LID;
      default -> throw malformed("a device of this server has no wire form");
    };
  }

  private ProtocolFault malformed(String message) {
    return new ProtocolFault(ProtocolFault.Kind.MALFORMED, path.toString(), message);
  }

  private ProtocolFault tooLarge(String what, int value, int limit) {
    return new ProtocolFault(
        ProtocolFault.Kind.TOO_LARGE, path.toString(), what + ": " + value + " > " + limit);
  }
}
