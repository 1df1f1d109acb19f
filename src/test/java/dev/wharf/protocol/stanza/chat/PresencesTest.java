package dev.wharf.protocol.stanza.chat;

import static dev.wharf.protocol.stanza.WireForm.assertSurvives;
import static dev.wharf.protocol.stanza.WireForm.assertWire;
import static dev.wharf.protocol.stanza.chat.Samples.ANA;
import static dev.wharf.protocol.stanza.chat.Samples.GROUP;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.wharf.identity.Jid;
import dev.wharf.protocol.node.Node;
import dev.wharf.protocol.stanza.chat.Presences.Presence;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PresencesTest {

  static final Node PRESENCE = Node.of("presence").with("from", ANA.bare());
  private static final Instant AT = Instant.ofEpochSecond(Samples.T);

  @Test
  void showsUsWithoutAnAtInTheName() {
    assertWire(
        Node.of("presence").with("name", "Ana home").with("type", "available"),
        Presences.own(true, "Ana@ home"));
    assertWire(
        Node.of("presence").with("name", "Ana").with("type", "unavailable"),
        Presences.own(false, "Ana"));
  }

  @Test
  void subscribes() {
    Node plain = Node.of("presence").with("type", "subscribe").with("to", ANA.bare());

    assertWire(plain, Presences.subscribe(ANA, Optional.empty()));
    assertWire(
        plain.children(Node.of("tctoken").with("t", Samples.T).bytes(new byte[] {5})),
        Presences.subscribe(ANA, Optional.of(new PrivacyToken(new byte[] {5}, AT))));
  }

  static Stream<Arguments> presences() {
    Node gone = PRESENCE.with("type", "unavailable");
    return Stream.of(
        arguments(PRESENCE, new Presence(ANA.bare(), true, Optional.empty())),
        arguments(
            PRESENCE.with("type", "available"), new Presence(ANA.bare(), true, Optional.empty())),
        arguments(gone, new Presence(ANA.bare(), false, Optional.empty())),
        arguments(gone.with("last", Samples.T), new Presence(ANA.bare(), false, Optional.of(AT))),
        arguments(gone.with("last", "deny"), new Presence(ANA.bare(), false, Optional.empty())));
  }

  @ParameterizedTest
  @MethodSource("presences")
  void hearsWhoCameOrWent(Node stanza, Presence expected) {
    assertEquals(Optional.of(expected), Presences.read(assertSurvives(stanza)));
  }

  static Stream<Node> nothing() {
    return Stream.of(
        Node.of("presence"),
        PRESENCE.with("from", "x"),
        PRESENCE.with("from", Jid.SERVER),
        PRESENCE.with("from", GROUP).with("count", "3"),
        PRESENCE.with("type", "error"));
  }

  @ParameterizedTest
  @MethodSource("nothing")
  void hearsNothingInOddStanzas(Node stanza) {
    assertEquals(Optional.empty(), Presences.read(stanza));
  }
}
