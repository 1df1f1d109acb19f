package dev.wharf.protocol.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.wharf.identity.Jid;
import dev.wharf.protocol.GoldenVectors;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Nodes as an independent implementation writes them. */
class NodeVectorsTest {

  private static final GoldenVectors GOLDEN = GoldenVectors.load("nodes");
  private static final HexFormat HEX = HexFormat.of();
  private static final String SHA = "sha256:";

  private static final Node PING =
      Node.of("iq")
          .with("id", "1.2-3")
          .with("to", Jid.SERVER)
          .with("type", "get")
          .with("xmlns", "w:p")
          .children(Node.of("ping"));

  static Stream<Arguments> nodes() {
    return Stream.of(
        arguments("ping", PING),
        arguments(
            "ack-device",
            Node.of("ack")
                .with("id", "3EB0AA")
                .with("to", Jid.phone("15551234567", 33))
                .with("class", "message")),
        arguments("retry-lid", retry()),
        arguments("group-hosted", groupMessage()),
        arguments(
            "notification-utf8",
            Node.of("notification")
                .with("from", Jid.of("", Jid.GROUP_SERVER))
                .with("type", "w:gp2")
                .with("id", "ABC")
                .with("notify", "Zoë")),
        arguments("offline-count", Node.of("ib").children(Node.of("offline").with("count", "0"))),
        arguments(
            "hosted-lid",
            Node.of("to").with("jid", new Jid("987654321", 99, Jid.HOSTED_LID_SERVER))),
        arguments("binary-20", Node.of("enc").with("v", "2").bytes(pattern(300))),
        arguments(
            "list-16",
            Node.of("list")
                .children(
                    IntStream.range(0, 256).mapToObj(i -> Node.of("item").with("id", i)).toList())),
        arguments("empty-string", Node.of("presence").with("name", "").with("type", "unavailable")),
        arguments(
            "dictionaries",
            Node.of("iq")
                .with("a", "w:g2")
                .with("b", "participating")
                .with("c", "200")
                .with("d", "privacy_token")
                .with("e", "superadmin")),
        arguments("not-packable", packedEdges()),
        arguments("status", statusMessage()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("nodes")
  void writesTheSameBytes(String name, Node node) throws Exception {
    byte[] encoded = NodeEncoder.encode(node);

    assertEquals(GOLDEN.text(name), printed(encoded, GOLDEN.text(name)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("nodes")
  void readsTheSameNode(String name, Node node) {
    byte[] bytes =
        GOLDEN.text(name).startsWith(SHA) ? NodeEncoder.encode(node) : GOLDEN.bytes(name);

    assertEquals(node, NodeDecoder.decode(bytes));
  }

  @Test
  void readsACompressedNode() {
    assertEquals(PING, NodeDecoder.decode(GOLDEN.bytes("compressed")));
  }

  private static Node retry() {
    return Node.of("receipt")
        .with("id", "3EB0C0FFEE")
        .with("to", Jid.lid("123456789012345", 5))
        .with("type", "retry")
        .children(
            Node.of("retry")
                .with("count", 1)
                .with("id", "3EB0C0FFEE")
                .with("t", 1_700_000_000L)
                .with("v", 1),
            Node.of("registration").bytes(HEX.parseHex("00001234")));
  }

  private static Node groupMessage() {
    var recipient =
        Node.of("to")
            .with("jid", new Jid("15550001111", 99, Jid.HOSTED_SERVER))
            .children(
                Node.of("enc").with("v", 2).with("type", "pkmsg").bytes(HEX.parseHex("0102")));
    return Node.of("message")
        .with("to", Jid.of("120363000000000001", Jid.GROUP_SERVER))
        .with("id", "AB")
        .with("type", "text")
        .children(Node.of("participants").children(recipient));
  }

  private static Node packedEdges() {
    return Node.of("x")
        .with("a", "abc")
        .with("b", "12A")
        .with("c", "1.2.3-4")
        .with("d", "0123456789ABCDEF")
        .with("e", "-")
        .with("f", "1".repeat(127))
        .with("g", "1".repeat(128));
  }

  private static Node statusMessage() {
    return Node.of("message")
        .with("to", Jid.of("status", "broadcast"))
        .with("id", "0")
        .with("t", 1_700_000_000L)
        .children(Node.of("enc").with("type", "skmsg").bytes(new byte[0]));
  }

  private static byte[] pattern(int length) {
    byte[] bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      bytes[i] = (byte) (i * 7 + 3);
    }
    return bytes;
  }

  private static String printed(byte[] bytes, String like) throws Exception {
    return like.startsWith(SHA)
        ? SHA
            + bytes.length
            + ':'
            + HEX.formatHex(MessageDigest.getInstance("SHA-256").digest(bytes))
        : HEX.formatHex(bytes);
  }
}
