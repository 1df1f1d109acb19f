package dev.wharf.protocol.stanza;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.wharf.protocol.node.Content;
import dev.wharf.protocol.node.Node;
import dev.wharf.protocol.node.NodeDecoder;
import dev.wharf.protocol.node.NodeEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** What becomes of a node on the wire. */
public final class WireForm {

  private WireForm() {}

  /** It comes out as it went in, every attribute with its type, and text as bytes. */
  public static Node assertSurvives(Node node) {
    Node decoded = NodeDecoder.decode(NodeEncoder.encode(node));
    assertEquals(binary(node), decoded);
    return decoded;
  }

  /** It is made as expected, and the wire keeps it. */
  public static void assertWire(Node expected, Node made) {
    assertEquals(binary(expected), assertSurvives(made));
  }

  public static String hex(Node node) {
    return HexFormat.of().formatHex(NodeEncoder.encode(node));
  }

  private static Node binary(Node node) {
    return switch (node.content()) {
      case Content.Text(var text) -> node.bytes(text.getBytes(StandardCharsets.UTF_8));
      case Content.Children(var nodes) ->
          node.children(nodes.stream().map(WireForm::binary).toList());
      case Content.Bytes _, Content.None _ -> node;
    };
  }
}
