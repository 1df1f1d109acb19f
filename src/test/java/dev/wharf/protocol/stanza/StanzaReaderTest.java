package dev.wharf.protocol.stanza;

import static dev.wharf.protocol.ProtocolFaults.assertFault;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.wharf.identity.Jid;
import dev.wharf.identity.MessageId;
import dev.wharf.protocol.ProtocolFault.Kind;
import dev.wharf.protocol.node.Node;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StanzaReaderTest {

  private static final Node X = Node.of("x");

  @Test
  void readsWhatIsThere() {
    Node node =
        X.with("id", "3EB0").with("from", Jid.lid("9", 2)).with("t", 1_700_000_000).with("n", 7);

    assertEquals(new MessageId("3EB0"), StanzaReader.requiredMessageId(node, "id"));
    assertEquals(Jid.lid("9", 2), StanzaReader.requiredUser(node, "from"));
    assertEquals(Optional.of(Jid.lid("9", 2)), StanzaReader.user(node, "from"));
    assertEquals(Optional.of(Instant.ofEpochSecond(1_700_000_000)), StanzaReader.time(node, "t"));
    assertEquals(OptionalInt.of(7), StanzaReader.number(node, "n"));
    assertEquals(OptionalLong.of(7), StanzaReader.longNumber(node, "n"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "a b", "é", "a\u0000"})
  void refusesAnIdThatIsNone(String id) {
    assertFault(
        Kind.MALFORMED, "x@id", () -> StanzaReader.requiredMessageId(X.with("id", id), "id"));
  }

  @Test
  void refusesAUserThatIsNobody() {
    assertFault(Kind.MISSING, "x@id", () -> StanzaReader.requiredMessageId(X, "id"));
    assertFault(Kind.MISSING, "x@from", () -> StanzaReader.requiredUser(X, "from"));
    assertFault(
        Kind.MALFORMED, "x@from", () -> StanzaReader.requiredUser(X.with("from", "9@lid"), "from"));
    assertFault(
        Kind.MALFORMED,
        "x@from",
        () -> StanzaReader.requiredUser(X.with("from", Jid.SERVER), "from"));
    assertEquals(Optional.empty(), StanzaReader.user(X.with("from", Jid.SERVER), "from"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "-1",
        "1.5",
        "x",
        "253402300800",
        "999999999999999999",
        "99999999999999999999"
      })
  void takesAnOddTimeForNone(String t) {
    assertEquals(Optional.empty(), StanzaReader.time(X.with("t", t), "t"));
  }

  @Test
  void takesTheZeroCharacterOutOfText() {
    assertEquals(Optional.of("ab"), StanzaReader.text(X.with("k", "a\0b\0"), "k"));
    assertEquals(Optional.of("ab"), StanzaReader.text(X.text("a\0b")));
    assertEquals(Optional.of("Zoë"), StanzaReader.text(X.text("Zoë")));
    assertEquals(Optional.empty(), StanzaReader.text(X));
    assertEquals(Optional.empty(), StanzaReader.text(X.children(X)));
  }

  @ParameterizedTest
  @CsvSource({
    "7:99@hosted, 7:99@s.whatsapp.net",
    "7:99@hosted.lid, 7:99@lid",
    "7@c.us, 7@s.whatsapp.net",
    "7:3@lid, 7:3@lid",
    "7@g.us, 7@g.us"
  })
  void namesDevicesPlainly(String wire, String plain) {
    assertEquals(Jid.parse(plain), StanzaReader.plain(Jid.parse(wire)));
  }

  @Test
  void countsUpToALimit() {
    StanzaReader.requireAtMost(2, 2, "x/y");

    assertFault(Kind.TOO_LARGE, "x/y", () -> StanzaReader.requireAtMost(2, 3, "x/y"));
  }
}
