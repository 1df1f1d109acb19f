package dev.wharf.protocol.stanza;

import dev.wharf.identity.Jid;
import dev.wharf.protocol.ProtocolFault;
import dev.wharf.protocol.node.Attribute;
import dev.wharf.protocol.node.Content;
import dev.wharf.protocol.node.Node;
import dev.wharf.protocol.node.NodeDecoder;
import dev.wharf.protocol.node.NodeEncoder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.random.RandomGenerator;

/** Stanzas that are nearly right, as trees and as bytes. */
public final class MutatedNodes {

  private static final String[] TEXTS = {
    "",
    "0",
    "-1",
    "1",
    "99999999999999999999",
    "253402300800",
    "9223372036854775807",
    "true",
    "4294967296",
    "2147483648",
    "a b",
    "\0",
    "é",
    "x".repeat(300),
    "@",
    "1@g.us",
    "a@b@c",
    "0x10",
    "1e9",
    "١",
    "error",
    "lid",
    "pn",
    "12345678901234567890123456"
  };
  private static final Jid[] JIDS = {
    Jid.SERVER,
    Jid.of("", Jid.GROUP_SERVER),
    Jid.of("", Jid.LID_SERVER),
    Jid.of("120363000000000001", Jid.GROUP_SERVER),
    Jid.of("x", "nowhere"),
    Jid.of("1", "newsletter"),
    Jid.of("status", "broadcast"),
    Jid.of("7", "c.us"),
    new Jid("5511987654321", 99, Jid.HOSTED_SERVER),
    new Jid("123456789012345", 99, Jid.HOSTED_LID_SERVER),
    Jid.phone("5511987654321", 5),
    Jid.lid("123456789012345", 5),
    Jid.phone("0", 0)
  };

  private final RandomGenerator random;

  public MutatedNodes(RandomGenerator random) {
    this.random = random;
  }

  /** A variant of one of these. */
  public Node next(List<Node> models) {
    Node model = models.get(random.nextInt(models.size()));
    if (random.nextInt(4) == 0) {
      return ofBytes(model);
    }
    for (int i = random.nextInt(1, 4); i > 0; i--) {
      model = somewhere(model);
    }
    return model;
  }

  private Node ofBytes(Node model) {
    byte[] bytes = NodeEncoder.encode(model);
    for (int i = random.nextInt(1, 4); i > 0; i--) {
      bytes[random.nextInt(1, bytes.length)] ^= (byte) (1 << random.nextInt(8));
    }
    try {
      return NodeDecoder.decode(bytes);
    } catch (ProtocolFault _) {
      return somewhere(model);
    }
  }

  private Node somewhere(Node node) {
    List<Node> children = node.childList();
    if (children.isEmpty() || random.nextInt(3) == 0) {
      return here(node);
    }
    var changed = new ArrayList<>(children);
    int at = random.nextInt(children.size());
    changed.set(at, somewhere(children.get(at)));
    return node.children(changed);
  }

  private Node here(Node node) {
    return switch (random.nextInt(3)) {
      case 0 -> content(node);
      case 1 -> children(node);
      default -> attribute(node);
    };
  }

  private Node attribute(Node node) {
    var attributes = new LinkedHashMap<>(node.attributes());
    if (attributes.isEmpty()) {
      return node.with(pick(TEXTS) + "k", pick(TEXTS));
    }
    String key = pick(attributes.keySet().toArray(String[]::new));
    Attribute value = attributes.remove(key);
    switch (random.nextInt(4)) {
      case 0 -> attributes.put(key, new Attribute.Text(pick(TEXTS)));
      case 1 -> attributes.put(key, new Attribute.Address(pick(JIDS)));
      case 2 -> attributes.put(key, new Attribute.Text(value.asText()));
      default -> {}
    }
    return new Node(node.tag(), attributes, node.content());
  }

  private Node content(Node node) {
    return switch (random.nextInt(5)) {
      case 0 -> new Node(node.tag(), node.attributes(), Content.NONE);
      case 1 -> node.text(pick(TEXTS));
      case 2 -> node.bytes(bytes());
      case 3 -> node.children(List.of());
      default -> node.bytes(resized(node.bytes().orElse(new byte[0])));
    };
  }

  private Node children(Node node) {
    var children = new ArrayList<>(node.childList());
    if (children.isEmpty()) {
      return node.children(Node.of("x"));
    }
    int at = random.nextInt(children.size());
    Node child = children.get(at);
    switch (random.nextInt(4)) {
      case 0 -> children.remove(at);
      case 1 -> children.set(at, new Node("x", child.attributes(), child.content()));
      case 2 -> children.add(child);
      default -> {
        for (int i = random.nextInt(20); i > 0; i--) {
          children.add(child);
        }
      }
    }
    return node.children(children);
  }

  private byte[] resized(byte[] bytes) {
    return Arrays.copyOf(bytes, Math.max(0, bytes.length + random.nextInt(-2, 3)));
  }

  private byte[] bytes() {
    byte[] bytes = new byte[random.nextInt(40)];
    random.nextBytes(bytes);
    return bytes;
  }

  private <T> T pick(T[] from) {
    return from[random.nextInt(from.length)];
  }
}
