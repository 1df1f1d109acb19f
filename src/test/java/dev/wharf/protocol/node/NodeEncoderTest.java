package dev.wharf.protocol.node;

import static dev.wharf.protocol.ProtocolFaults.assertFault;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.wharf.identity.Jid;
import dev.wharf.protocol.ProtocolFault.Kind;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class NodeEncoderTest {

  private static final HexFormat HEX = HexFormat.of();

  @ParameterizedTest
  @CsvSource({
    // A string that looks like an address stays a string: strict peers tell them apart.
    "15550001111@s.whatsapp.net, fc1a313535353030303131313140732e77686174736170702e6e6574",
    "s.whatsapp.net, 03",
    "w:gp2, ec20",
    "12345, ff8312345f",
    "1A, fb011a",
    "1a, fc023161",
    "'', fc00"
  })
  void writesATextAsAString(String text, String expected) {
    assertEquals("00f8031904" + expected, encoded(Node.of("iq").with("type", text)));
  }

  @ParameterizedTest
  @CsvSource({
    "@s.whatsapp.net, fa0003", "9876@s.whatsapp.net, faff02987603",
        "9876:3@s.whatsapp.net, f70003ff029876",
    "9876@lid, faff02987676", "9876:255@lid, f701ffff029876", "9876@hosted, f78000ff029876",
    "9876:1@hosted.lid, f78101ff029876", "9876@msgr, faff029876cc", "9876@g.us, faff0298761c"
  })
  void writesAnAddressAsAJid(String text, String expected) {
    assertEquals("00f8031904" + expected, encoded(Node.of("iq").with("type", Jid.parse(text))));
  }

  @ParameterizedTest
  @CsvSource({"type, fc0474797065", "12, fc023132", "12@lid, fc063132406c6964", "'', fc00"})
  void writesTextContentAsBinary(String text, String expected) {
    assertEquals("00f80219" + expected, encoded(Node.of("iq").text(text)));
  }

  @Test
  void tellsNoContentFromNoChildren() {
    assertEquals("00f80119", encoded(Node.of("iq")));
    assertEquals("00f8021900", encoded(Node.of("iq").children()));
  }

  @ParameterizedTest
  @CsvSource({"255, fcff", "256, fd000100", "1048575, fd0fffff", "1048576, fe00100000"})
  void choosesTheLengthByTheSize(int size, String head) {
    byte[] encoded = NodeEncoder.encode(Node.of("iq").bytes(new byte[size]));

    byte[] expected = HEX.parseHex("00f80219" + head);
    assertArrayEquals(expected, Arrays.copyOf(encoded, expected.length));
    assertEquals(expected.length + size, encoded.length);
  }

  static Stream<Arguments> unwritable() {
    var deep = Node.of("iq");
    for (int i = 0; i < 128; i++) {
      deep = Node.of("iq").children(deep);
    }
    var many = new LinkedHashMap<String, Attribute>();
    for (int i = 0; i < 257; i++) {
      many.put("k" + i, new Attribute.Text(""));
    }
    return Stream.of(
        arguments("an empty tag", Kind.MALFORMED, Node.of("")),
        arguments("an empty key", Kind.MALFORMED, Node.of("iq").with("", "x")),
        arguments("an at sign in a user", Kind.MALFORMED, to(Jid.of("a@b", "lid"))),
        arguments("a colon in a user", Kind.MALFORMED, to(Jid.of("a:1", "lid"))),
        arguments("a device of two bytes", Kind.MALFORMED, to(Jid.lid("1", 256))),
        arguments("a device of another server", Kind.MALFORMED, to(new Jid("1", 1, "msgr"))),
        arguments("a child that is wrong", Kind.MALFORMED, Node.of("iq").children(Node.of(""))),
        arguments("too many levels", Kind.TOO_LARGE, deep),
        arguments("too many attributes", Kind.TOO_LARGE, new Node("iq", many, Content.NONE)),
        arguments(
            "too many children",
            Kind.TOO_LARGE,
            Node.of("iq").children(Collections.nCopies(0x10000, Node.of("iq")))),
        arguments(
            "too long a string",
            Kind.TOO_LARGE,
            Node.of("iq").with("type", "x".repeat((1 << 20) + 1))));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("unwritable")
  void refusesWhatHasNoWireForm(String what, Kind kind, Node node) {
    var fault =
        org.junit.jupiter.api.Assertions.assertThrows(
            dev.wharf.protocol.ProtocolFault.class, () -> NodeEncoder.encode(node));
    assertEquals(kind, fault.kind());
  }

  @Test
  void saysWhereItCouldNotWrite() {
    var node = Node.of("iq").children(List.of(to(Jid.lid("1", 256))));

    assertFault(Kind.MALFORMED, "iq/iq@to", () -> NodeEncoder.encode(node));
  }

  private static Node to(Jid jid) {
    return Node.of("iq").with("to", jid);
  }

  private static String encoded(Node node) {
    return HEX.formatHex(NodeEncoder.encode(node));
  }
}
