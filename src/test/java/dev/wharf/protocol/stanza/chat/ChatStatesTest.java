package dev.wharf.protocol.stanza.chat;

import static dev.wharf.protocol.stanza.WireForm.assertSurvives;
import static dev.wharf.protocol.stanza.WireForm.assertWire;
import static dev.wharf.protocol.stanza.chat.Samples.ANA;
import static dev.wharf.protocol.stanza.chat.Samples.ANA_LID;
import static dev.wharf.protocol.stanza.chat.Samples.GROUP;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.wharf.identity.Jid;
import dev.wharf.protocol.node.Node;
import dev.wharf.protocol.stanza.chat.ChatStates.ChatState;
import dev.wharf.protocol.stanza.chat.ChatStates.Kind;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ChatStatesTest {

  static final Node STATE = Node.of("chatstate");
  private static final Node COMPOSING = Node.of("composing");
  private static final Node RECORDING = COMPOSING.with("media", "audio");
  private static final Node PAUSED = Node.of("paused");

  static Stream<Arguments> said() {
    return Stream.of(
        arguments(Kind.COMPOSING, COMPOSING),
        arguments(Kind.RECORDING, RECORDING),
        arguments(Kind.PAUSED, PAUSED));
  }

  @ParameterizedTest
  @MethodSource("said")
  void saysWhatWeDo(Kind kind, Node expected) {
    assertWire(STATE.with("to", ANA.bare()).children(expected), ChatStates.say(ANA, kind));
  }

  static Stream<Arguments> heard() {
    Node ofAna = STATE.with("from", ANA);
    Node inGroup = STATE.with("from", GROUP).with("participant", ANA_LID);
    return Stream.of(
        arguments(ofAna.children(COMPOSING), new ChatState(ANA.bare(), ANA, Kind.COMPOSING)),
        arguments(ofAna.children(RECORDING), new ChatState(ANA.bare(), ANA, Kind.RECORDING)),
        arguments(inGroup.children(PAUSED), new ChatState(GROUP, ANA_LID, Kind.PAUSED)));
  }

  @ParameterizedTest
  @MethodSource("heard")
  void hearsWhatOthersDo(Node stanza, ChatState expected) {
    assertEquals(Optional.of(expected), ChatStates.read(assertSurvives(stanza)));
  }

  static Stream<Node> nothing() {
    return Stream.of(
        STATE.with("to", ANA).children(COMPOSING),
        STATE.with("from", ANA.toString()).children(COMPOSING),
        STATE.with("from", Jid.SERVER).children(COMPOSING),
        STATE.with("from", GROUP).children(COMPOSING),
        STATE.with("from", GROUP).with("participant", "x").children(COMPOSING),
        STATE.with("from", ANA),
        STATE.with("from", ANA).children(Node.of("dancing")));
  }

  @ParameterizedTest
  @MethodSource("nothing")
  void hearsNothingInOddStanzas(Node stanza) {
    assertEquals(Optional.empty(), ChatStates.read(stanza));
  }
}
