package dev.wharf.protocol.node;

import static dev.wharf.protocol.ProtocolFaults.assertFault;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.wharf.identity.Jid;
import dev.wharf.protocol.ProtocolFault.Kind;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class NodeReaderTest {

  private static final Node NODE =
      Node.of("success")
          .with("t", 1_700_000_000L)
          .with("text", "hello")
          .with("yes", "true")
          .with("no", "0")
          .with("lid", Jid.lid("123", 4))
          .children(Node.of("device").children(Node.of("name").text("abc")));

  @Test
  void readsWhatIsThere() {
    assertEquals("hello", NodeReader.requiredString(NODE, "text"));
    assertEquals("123:4@lid", NodeReader.requiredString(NODE, "lid"));
    assertEquals(1_700_000_000L, NodeReader.requiredLong(NODE, "t"));
    assertEquals(1_700_000_000, NodeReader.requiredInt(NODE, "t"));
    assertEquals(OptionalLong.empty(), NodeReader.optionalLong(NODE, "absent"));
    assertEquals(Jid.lid("123", 4), NodeReader.requiredJid(NODE, "lid"));
    assertEquals(Optional.empty(), NodeReader.optionalJid(NODE, "absent"));
    assertEquals(true, NodeReader.flag(NODE, "yes", false));
    assertEquals(false, NodeReader.flag(NODE, "no", true));
    assertEquals(true, NodeReader.flag(NODE, "absent", true));
    var name = NodeReader.requiredChild(NODE, "device", "name");
    assertEquals("abc", NodeReader.requiredText(name));
    assertArrayEquals(new byte[] {'a', 'b', 'c'}, NodeReader.requiredBytes(name, 3));
  }

  static Stream<Arguments> wrong() {
    var name = NodeReader.requiredChild(NODE, "device", "name");
    return Stream.of(
        wrong(Kind.MISSING, "success@absent", () -> NodeReader.requiredString(NODE, "absent")),
        wrong(Kind.MISSING, "success@absent", () -> NodeReader.requiredLong(NODE, "absent")),
        wrong(Kind.MISSING, "success@absent", () -> NodeReader.requiredJid(NODE, "absent")),
        wrong(Kind.MALFORMED, "success@text", () -> NodeReader.requiredLong(NODE, "text")),
        wrong(Kind.MALFORMED, "success@lid", () -> NodeReader.optionalLong(NODE, "lid")),
        wrong(Kind.MALFORMED, "success@text", () -> NodeReader.requiredJid(NODE, "text")),
        wrong(Kind.MALFORMED, "success@text", () -> NodeReader.flag(NODE, "text", true)),
        wrong(Kind.MISSING, "success/absent", () -> NodeReader.requiredChild(NODE, "absent")),
        wrong(
            Kind.MISSING,
            "success/device/absent",
            () -> NodeReader.requiredChild(NODE, "device", "absent", "name")),
        wrong(Kind.MISSING, "success/#bytes", () -> NodeReader.requiredBytes(NODE)),
        wrong(Kind.MISSING, "success/#bytes", () -> NodeReader.requiredText(NODE)),
        wrong(Kind.MALFORMED, "name/#bytes", () -> NodeReader.requiredBytes(name, 32)));
  }

  private static Arguments wrong(Kind kind, String path, Executable read) {
    return arguments(kind, path, read);
  }

  @ParameterizedTest
  @MethodSource("wrong")
  void saysWhatIsWrongAndWhere(Kind kind, String path, Executable read) {
    assertFault(kind, path, read);
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "-5, -5", "007, 7", "9223372036854775807, 9223372036854775807"})
  void readsDecimalNumbers(String text, long value) {
    assertEquals(value, NodeReader.requiredLong(Node.of("x").with("n", text), "n"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "-",
        "+5",
        "1.5",
        "1e3",
        "0x10",
        " 1",
        "١",
        "9223372036854775808",
        "000000000000000000001"
      })
  void refusesAllOtherNumbers(String text) {
    assertFault(
        Kind.MALFORMED, "x@n", () -> NodeReader.requiredLong(Node.of("x").with("n", text), "n"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"2147483648", "-2147483649"})
  void refusesAnIntOutOfRange(String text) {
    assertFault(
        Kind.MALFORMED, "x@n", () -> NodeReader.requiredInt(Node.of("x").with("n", text), "n"));
  }
}
