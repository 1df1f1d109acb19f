package dev.wharf.protocol.node;

import static dev.wharf.protocol.ProtocolFaults.assertFault;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.wharf.identity.Jid;
import dev.wharf.protocol.ProtocolFault;
import dev.wharf.protocol.ProtocolFault.Kind;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.Deflater;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NodeDecoderTest {

  private static final HexFormat HEX = HexFormat.of();

  // In these bytes 19 is "iq", 04 is "type", 11 is "to", 0c is "jid", 76 is "lid", 03 is
  // "s.whatsapp.net".
  @ParameterizedTest(name = "{2}")
  @CsvSource({
    // kind, path, what, bytes
    "TRUNCATED, payload, nothing at all, ''",
    "TRUNCATED, node, flag byte alone, 00",
    "MALFORMED, node, node that is an empty list, 0000",
    "MALFORMED, node, node of list size 0, 00f800",
    "MALFORMED, node, node that is a token, 0019",
    "MALFORMED, node, node that is binary, 00fc0119",
    "TRUNCATED, node, list 8 without its size, 00f8",
    "TRUNCATED, node, list 16 without its size, 00f901",
    "TRUNCATED, node, node without its tag, 00f801",
    "MALFORMED, node, list as tag, 00f801f80119",
    "MALFORMED, node, empty list as tag, 00f80100",
    "MALFORMED, node, empty binary as tag, 00f801fc00",
    "MALFORMED, node, jid as tag, 00f801fa0003",
    "MALFORMED, node, unused tag 240, 00f801f0",
    "MALFORMED, node, unused tag 244, 00f801f4",
    "TRUNCATED, node, dictionary without its index, 00f801ec",
    "MALFORMED, node, bytes after the node, 00f8011900",
    "TRUNCATED, iq, attributes announced but not there, 00f80319",
    "TRUNCATED, iq, attribute without its value, 00f8031904",
    "TRUNCATED, iq@type, value cut in the middle, 00f8031904fc",
    "MALFORMED, iq@type, list as value, 00f8031904f80119",
    "MALFORMED, iq@type, unused tag as value, 00f8031904f1",
    "MALFORMED, iq, list as key, 00f80319f801190404",
    "MALFORMED, iq, jid as key, 00f80319fa000304",
    "MALFORMED, iq@, empty key, 00f803190004",
    "MALFORMED, iq@type, attribute given twice, 00f8051904010402",
    "TRUNCATED, iq, content announced but not there, 00f80219",
    "MALFORMED, iq, content of an unused tag, 00f80219f2",
    "TRUNCATED, iq, content shorter than it says, 00f80219fc0201",
    "TRUNCATED, iq, binary 20 without its length, 00f80219fd0000",
    "TRUNCATED, iq, binary 20 of a megabyte, 00f80219fdffffff01",
    "TRUNCATED, iq, binary 32 without its length, 00f80219fe000000",
    "TRUNCATED, iq, binary 32 of two gigabytes, 00f80219feffffffff01",
    "TRUNCATED, iq@type, string of two hundred bytes, 00f8031904fcc861",
    "TOO_LARGE, iq@type, string of two gigabytes, 00f8031904fe7fffffff61",
    "TRUNCATED, iq, more children than bytes, 00f80219f8ff",
    "TRUNCATED, iq, many more children than bytes, 00f80219f9ffff",
    "MALFORMED, iq, child that is a token, 00f80219f801190404",
    "MALFORMED, iq, child of size 0, 00f80219f801f80019",
    "TRUNCATED, iq/type, grandchild that ends, 00f80219f801f80204f801f8",
    "TRUNCATED, iq@type, packed without its length, 00f8031904ff",
    "TRUNCATED, iq@type, packed shorter than it says, 00f8031904ff0211",
    "MALFORMED, iq@type, odd packed string of no byte, 00f8031904ff80",
    "MALFORMED, iq@type, nibble 12, 00f8031904ff011c",
    "MALFORMED, iq@type, nibble 13, 00f8031904ff01d1",
    "MALFORMED, iq@type, nibble 14, 00f8031904ff81e1",
    "MALFORMED, iq@type, padding in an even packed string, 00f8031904ff011f",
    "TRUNCATED, iq@to, pair without its user, 00f8031911fa",
    "TRUNCATED, iq@to, pair without its server, 00f8031911fa00",
    "MALFORMED, iq@to, pair with an empty server, 00f8031911fa0000",
    "MALFORMED, iq@to, pair with a list as server, 00f8031911fa00f801",
    "MALFORMED, iq@to, pair inside a pair, 00f8031911fafa000303",
    "MALFORMED, iq@to, user with an at sign, 00f8031911fafc0361406203",
    "MALFORMED, iq@to, user with a colon, 00f8031911fafc03613a6203",
    "MALFORMED, iq@to, server with an at sign, 00f8031911fa00fc03614062",
    "TRUNCATED, iq@to, device jid without its bytes, 00f8031911f700",
    "TRUNCATED, iq@to, device jid without its user, 00f8031911f70001",
    "MALFORMED, iq@to, device jid of domain 2, 00f8031911f702010b",
    "MALFORMED, iq@to, device jid of domain 131, 00f8031911f783010b",
    "TRUNCATED, iq@to, messenger jid without its device, 00f8031911f60b00",
    "TRUNCATED, iq@to, messenger jid without its server, 00f8031911f60b0001",
    "MALFORMED, iq@to, messenger jid with an empty server, 00f8031911f60b000100",
    "TRUNCATED, iq@to, interop jid without its integrator, 00f8031911f50b000100",
    "TRUNCATED, payload.zlib, compressed nothing, 02",
    "MALFORMED, payload.zlib, no zlib stream, 02ffffffff",
    "TRUNCATED, payload.zlib, zlib stream cut, 02789cfbc125c9f1bf595acb5ef01703338ba6",
    "MALFORMED, payload.zlib, preset dictionary, 0278bb00000001",
    "MALFORMED, payload.zlib, wrong checksum, 02789c0b6120e4050000000001",
  })
  void refusesMalformedBytes(Kind kind, String path, String what, String bytes) {
    assertFault(kind, path, () -> NodeDecoder.decode(HEX.parseHex(bytes)));
  }

  @Test
  void refusesBytesAfterTheCompressedStream() {
    byte[] payload = compressed(NodeEncoder.encode(Node.of("iq")));

    assertFault(
        Kind.MALFORMED,
        "payload.zlib",
        () -> NodeDecoder.decode(Arrays.copyOf(payload, payload.length + 1)));
  }

  @Test
  void refusesANodeThatEndsInsideTheCompressedStream() {
    assertFault(
        Kind.TRUNCATED, "node", () -> NodeDecoder.decode(compressed(new byte[] {0, (byte) 0xF8})));
  }

  @Test
  void stopsInflatingAtTheLimit() {
    byte[] bomb = compressed(new byte[64 << 20]);
    assertEquals(true, bomb.length < 100_000);

    assertFault(Kind.TOO_LARGE, "payload.zlib", () -> NodeDecoder.decode(bomb));
  }

  @ParameterizedTest
  @CsvSource({"10, false", "11, true", "12, true"})
  void inflatesUpToItsLimit(int limit, boolean accepted) {
    byte[] plain = NodeEncoder.encode(Node.of("iq").bytes(new byte[6]));
    assertEquals(11, plain.length - 1);
    var limits = new NodeLimits(9, limit, 9, 9, 9, 9);

    if (accepted) {
      assertEquals("iq", NodeDecoder.decode(compressed(plain), limits).tag());
      assertEquals("iq", NodeDecoder.decode(plain, limits).tag());
    } else {
      assertFault(
          Kind.TOO_LARGE, "payload.zlib", () -> NodeDecoder.decode(compressed(plain), limits));
      assertFault(Kind.TOO_LARGE, "payload", () -> NodeDecoder.decode(plain, limits));
    }
  }

  @Test
  void inflatesMoreThanItsFirstGuess() {
    var node = Node.of("iq").bytes(new byte[100_000]);

    assertEquals(node, NodeDecoder.decode(compressed(NodeEncoder.encode(node))));
  }

  @Test
  void refusesANodeOverItsLimits() {
    var deep = Node.of("iq").children(Node.of("iq").children(Node.of("iq")));
    var limits = new NodeLimits(2, 1000, 2, 2, 4, 6);
    assertTooLarge("iq/iq", deep, limits);
    assertTooLarge("iq", Node.of("iq").with("a", 1).with("b", 1).with("c", 1), limits);
    assertTooLarge(
        "iq", Node.of("iq").children(Node.of("iq"), Node.of("iq"), Node.of("iq")), limits);
    assertTooLarge("iq@a", Node.of("iq").with("a", "hello"), limits);
    var wide = Node.of("iq").with("a", 1).with("b", 1);
    assertTooLarge("iq/iq@a", Node.of("iq").children(wide, wide), limits);

    assertEquals(
        Node.of("iq").children(wide), NodeDecoder.decode(NodeEncoder.encode(wide(wide)), limits));
  }

  @Test
  void refusesTheDeepestNodeWithoutRunningOutOfStack() {
    byte[] payload = new byte[300_001];
    for (int i = 1; i < payload.length; i += 5) {
      byte[] level = HEX.parseHex("f80219f801");
      System.arraycopy(level, 0, payload, i, level.length);
    }

    assertFault(Kind.TOO_LARGE, "iq/".repeat(127) + "iq", () -> NodeDecoder.decode(payload));
  }

  @ParameterizedTest(name = "{1}")
  @CsvSource({
    "f8031911fa0003, @s.whatsapp.net",
    "f8031911fa0b0d, status@broadcast",
    "f8031911f70005ff021234, 1234:5@s.whatsapp.net",
    "f8031911f70105ff021234, 1234:5@lid",
    "f8031911f78005ff021234, 1234:5@hosted",
    "f8031911f78205ff021234, 1234:5@hosted", // every even domain with the top bit
    "f8031911f78105ff021234, 1234:5@hosted.lid",
    "f8031911f70100ff021234, 1234@lid",
    "f8031911f6ff0212340102cc, 1234:258@msgr",
    "f8031911f5ff02123400050007, 7-1234:5@interop",
    "f8031911f5ff02123400050007fc07696e7465726f70, 7-1234:5@interop"
  })
  void readsEveryKindOfJid(String bytes, String text) {
    var node = NodeDecoder.decode(HEX.parseHex("00" + bytes));

    assertEquals(Jid.parse(text), node.jid("to").orElseThrow());
    assertEquals(text, node.string("to").orElseThrow());
  }

  @Test
  void readsAnInteropJidWithoutServerBeforeAnotherAttribute() {
    var node = NodeDecoder.decode(HEX.parseHex("00f8051911f5ff021234000500070c04"));

    assertEquals("7-1234:5@interop", node.string("to").orElseThrow());
    assertEquals("type", node.string("jid").orElseThrow());
  }

  @ParameterizedTest
  @CsvSource({
    "fc03414243, ABC",
    "fd000003414243, ABC",
    "fdf00003414243, ABC",
    "fe00000003414243, ABC",
    "fe80000003414243, ABC",
    "fb82abcf, ABC",
    "fb82abc0, ABC",
    "ff8312345f, 12345",
    "ff83123450, 12345",
    "ff01ab, -.",
    "04, type",
    "ec20, w:gp2",
    "00, ''",
    "fc00, ''",
    "fb00, ''"
  })
  void readsAStringInAnyForm(String bytes, String text) {
    var node = NodeDecoder.decode(HEX.parseHex("00f8031904" + bytes));

    assertEquals(new Attribute.Text(text), node.attributes().get("type"));
  }

  @ParameterizedTest
  @CsvSource({
    "04, type",
    "ff01ab, -.",
    "fa0003, @s.whatsapp.net",
    "f70105ff021234, 1234:5@lid",
    "ed33, w:g2"
  })
  void readsContentThatIsNeitherBinaryNorListAsText(String bytes, String text) {
    var node = NodeDecoder.decode(HEX.parseHex("00f80219" + bytes));

    assertEquals(new Content.Text(text), node.content());
  }

  @ParameterizedTest
  @ValueSource(strings = {"00", "f800", "f90000"})
  void readsAnEmptyListAsNoChildren(String bytes) {
    var node = NodeDecoder.decode(HEX.parseHex("00f80219" + bytes));

    assertEquals(new Content.Children(List.of()), node.content());
  }

  @Test
  void readsAListInTheLongFormEvenIfTheShortOneWouldDo() {
    assertEquals(Node.of("iq"), NodeDecoder.decode(HEX.parseHex("00f9000119")));
  }

  @Test
  void ignoresAllFlagsButCompression() {
    assertEquals(Node.of("iq"), NodeDecoder.decode(HEX.parseHex("fdf80119")));
  }

  @Test
  void keepsANameThatWasCutInsideACharacter() {
    var node = NodeDecoder.decode(HEX.parseHex("00f8031904fc025ac3"));

    assertEquals("Z\uFFFD", node.string("type").orElseThrow());
  }

  @Test
  void cleansThePathOfAFault() {
    String tag = HEX.formatHex("a\nb€".getBytes(java.nio.charset.StandardCharsets.UTF_8));
    String longTag = "61".repeat(40);

    assertFault(Kind.TRUNCATED, "a?b?", () -> NodeDecoder.decode(HEX.parseHex("00f802fc06" + tag)));
    assertFault(
        Kind.TRUNCATED,
        "a".repeat(32) + "…",
        () -> NodeDecoder.decode(HEX.parseHex("00f802fc28" + longTag)));
  }

  private static Node wide(Node child) {
    return Node.of("iq").children(child);
  }

  private static void assertTooLarge(String path, Node node, NodeLimits limits) {
    byte[] bytes = NodeEncoder.encode(node);
    assertFault(ProtocolFault.Kind.TOO_LARGE, path, () -> NodeDecoder.decode(bytes, limits));
  }

  /** The payload of these plain bytes, flag byte first in both. */
  static byte[] compressed(byte[] plain) {
    var out = new ByteArrayOutputStream();
    out.write(Wire.FLAG_COMPRESSED);
    var deflater = new Deflater();
    deflater.setInput(plain, 1, plain.length - 1);
    deflater.finish();
    byte[] buffer = new byte[8192];
    while (!deflater.finished()) {
      out.write(buffer, 0, deflater.deflate(buffer));
    }
    deflater.end();
    return out.toByteArray();
  }
}
