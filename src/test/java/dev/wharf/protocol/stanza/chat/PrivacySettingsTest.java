package dev.wharf.protocol.stanza.chat;

import static dev.wharf.protocol.ProtocolFaults.assertFault;
import static dev.wharf.protocol.stanza.WireForm.assertSurvives;
import static dev.wharf.protocol.stanza.WireForm.assertWire;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.wharf.identity.Jid;
import dev.wharf.protocol.ProtocolFault.Kind;
import dev.wharf.protocol.node.Node;
import dev.wharf.protocol.stanza.Requests;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class PrivacySettingsTest {

  static Node category(String name, String value) {
    return Node.of("category").with("name", name).with("value", value);
  }

  static Node reply(Node... categories) {
    return Node.of("iq")
        .with("id", "7")
        .with("type", "result")
        .children(Node.of("privacy").children(categories));
  }

  @Test
  void areAskedForAndChanged() {
    assertEquals(Requests.privacy("7"), PrivacySettings.request("7"));
    assertWire(
        Node.of("iq")
            .with("id", "7")
            .with("to", Jid.SERVER)
            .with("type", "set")
            .with("xmlns", "privacy")
            .children(Node.of("privacy").children(category("readreceipts", "none"))),
        PrivacySettings.change("7", "readreceipts", "none"));
  }

  @ParameterizedTest
  @CsvSource({"all, true", "none, false"})
  void tellWhetherPeopleMayKnowThatWeRead(String value, boolean tells) {
    PrivacySettings settings =
        PrivacySettings.read(
            assertSurvives(reply(category("last", "contacts"), category("readreceipts", value))));

    assertEquals(tells, settings.tellsRead());
    assertEquals(Map.of("last", "contacts", "readreceipts", value), settings.values());
  }

  @Test
  void letPeopleKnowUnlessTheySayOtherwise() {
    assertTrue(PrivacySettings.read(reply()).tellsRead());
  }

  static Stream<Arguments> malformed() {
    return Stream.of(
        arguments(Node.of("iq"), Kind.MISSING, "iq/privacy"),
        arguments(reply(Node.of("category").with("value", "x")), Kind.MISSING, "category@name"),
        arguments(reply(Node.of("category").with("name", "x")), Kind.MISSING, "category@value"),
        arguments(
            reply(
                IntStream.range(0, 257)
                    .mapToObj(i -> category("c" + i, "all"))
                    .toArray(Node[]::new)),
            Kind.TOO_LARGE,
            "iq/privacy"));
  }

  @ParameterizedTest
  @MethodSource("malformed")
  void refusesWhatItCannotDoWithout(Node node, Kind kind, String path) {
    assertFault(kind, path, () -> PrivacySettings.read(node));
  }
}
