package dev.wharf.protocol.node;

import dev.wharf.protocol.ProtocolFault;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the plain payload of a transport frame: a flag byte, then one node, compressed or not
 * (messaging.md 1.1 to 1.6). Whatever the bytes are, the outcome is a node or a {@link
 * ProtocolFault}, within {@link NodeLimits}.
 */
public final class NodeDecoder {

  private static final int SMALLEST_NODE = 3;

  private final NodePath path = new NodePath();
  private final NodeLimits limits;
  private final ByteSource source;
  private final ValueReader values;
  private int items;

  private NodeDecoder(byte[] bytes, int start, int end, NodeLimits limits) {
    this.limits = limits;
    this.source = new ByteSource(bytes, start, end, path);
    this.values = new ValueReader(source, limits);
  }

  /** Decodes within {@link NodeLimits#DEFAULT}. */
  public static Node decode(byte[] payload) {
    return decode(payload, NodeLimits.DEFAULT);
  }

  /**
   * @throws ProtocolFault {@code TRUNCATED}, {@code MALFORMED} or {@code TOO_LARGE}, with the path
   *     of tags to the place
   */
  public static Node decode(byte[] payload, NodeLimits limits) {
    if (payload.length == 0) {
      throw new ProtocolFault(ProtocolFault.Kind.TRUNCATED, "payload", "no flag byte");
    }
    if ((payload[0] & Wire.FLAG_COMPRESSED) != 0) {
      var inflated = Inflation.inflate(payload, 1, limits.inflatedSize());
      return new NodeDecoder(inflated.bytes(), 0, inflated.size(), limits).decodeOnly();
    }
    if (payload.length - 1 > limits.inflatedSize()) {
      throw new ProtocolFault(
          ProtocolFault.Kind.TOO_LARGE,
          "payload",
          payload.length - 1 + " > " + limits.inflatedSize());
    }
    return new NodeDecoder(payload, 1, payload.length, limits).decodeOnly();
  }

  private Node decodeOnly() {
    Node node = readNode();
    if (source.remaining() > 0) {
      throw source.malformed(source.remaining() + " bytes after the node");
    }
    return node;
  }

  private Node readNode() {
    countItem();
    int size = readListSize(source.read());
    if (size == 0) {
      throw source.malformed("node without a tag");
    }
    if (path.depth() >= limits.depth()) {
      throw source.tooLarge("depth", path.depth() + 1, limits.depth());
    }
    String tag = values.readString();
    if (tag.isEmpty()) {
      throw source.malformed("node with an empty tag");
    }
    path.enter(tag);
    var attributes = readAttributes((size - 1) / 2);
    var content = size % 2 == 0 ? readContent() : Content.NONE;
    path.leave();
    return new Node(tag, attributes, content);
  }

  private AttributeMap readAttributes(int count) {
    if (count == 0) {
      return AttributeMap.EMPTY;
    }
    if (count > limits.attributes()) {
      throw source.tooLarge("attributes", count, limits.attributes());
    }
    source.require(count * 2);
    var keys = new String[count];
    var found = new Attribute[count];
    for (int i = 0; i < count; i++) {
      countItem();
      String key = values.readString();
      path.at(key);
      if (key.isEmpty()) {
        throw source.malformed("attribute with an empty key");
      }
      if (AttributeMap.indexOf(keys, i, key) >= 0) {
        throw source.malformed("attribute given twice");
      }
      keys[i] = key;
      found[i] = values.readValue(source.read());
    }
    path.atNoAttribute();
    return AttributeMap.of(keys, found, count);
  }

  private Content readContent() {
    int tag = source.read();
    return switch (tag) {
      case Wire.LIST_EMPTY, Wire.LIST_8, Wire.LIST_16 ->
          new Content.Children(readChildren(readListSize(tag)));
      case Wire.BINARY_8, Wire.BINARY_20, Wire.BINARY_32 ->
          new Content.Bytes(source.readBytes(source.readLength(tag)));
      default -> new Content.Text(values.readValue(tag).asText());
    };
  }

  private List<Node> readChildren(int count) {
    if (count > limits.children()) {
      throw source.tooLarge("children", count, limits.children());
    }
    source.require(count * SMALLEST_NODE);
    // Grows as nodes are found: nested lists could announce far more than they hold.
    var children = new ArrayList<Node>(Math.min(count, 16));
    for (int i = 0; i < count; i++) {
      children.add(readNode());
    }
    return children;
  }

  private int readListSize(int tag) {
    return switch (tag) {
      case Wire.LIST_EMPTY -> 0;
      case Wire.LIST_8 -> source.read();
      case Wire.LIST_16 -> source.read16();
      default -> throw source.malformed("tag " + tag + " is no list");
    };
  }

  private void countItem() {
    if (++items > limits.items()) {
      throw source.tooLarge("nodes and attributes", items, limits.items());
    }
  }
}
