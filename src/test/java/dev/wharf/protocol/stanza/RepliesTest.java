package dev.wharf.protocol.stanza;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.wharf.protocol.ProtocolFault;
import dev.wharf.protocol.node.Node;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RepliesTest {

  private static final Node RESULT = Node.of("iq").with("id", "1").with("type", "result");
  private static final Node ERROR = RESULT.with("type", "error");

  @Test
  void readsHowManyPreKeysAreLeft() {
    assertEquals(
        OptionalInt.of(42),
        Replies.preKeyCount(RESULT.children(Node.of("count").with("value", "42"))));
  }

  static Stream<Node> withoutCount() {
    return Stream.of(
        RESULT,
        RESULT.children(Node.of("count")),
        RESULT.children(Node.of("count").with("value", "-1")),
        RESULT.children(Node.of("count").with("value", "")));
  }

  @ParameterizedTest
  @MethodSource("withoutCount")
  void knowsNoCountIfTheServerDoesNotSay(Node reply) {
    assertEquals(OptionalInt.empty(), Replies.preKeyCount(reply));
  }

  @Test
  void readsTheRefOfALinkCode() {
    byte[] ref = {1, 2, 3};
    assertArrayEquals(ref, Replies.companionRef(withRef(ref)));
  }

  static Stream<Node> withoutRef() {
    return Stream.of(
        RESULT,
        RESULT.children(Node.of("link_code_companion_reg")),
        RESULT.children(
            Node.of("link_code_companion_reg").children(Node.of("link_code_pairing_ref"))),
        withRef(new byte[0]));
  }

  @ParameterizedTest
  @MethodSource("withoutRef")
  void needsTheRefOfALinkCode(Node reply) {
    var fault = assertThrows(ProtocolFault.class, () -> Replies.companionRef(reply));

    assertEquals(ProtocolFault.Kind.MISSING, fault.kind());
  }

  @Test
  void readsAnError() {
    Node error =
        Node.of("error").with("code", "429").with("text", "rate-overlimit").with("backoff", "30");

    assertEquals(
        Optional.of(new IqError(429, "rate-overlimit", OptionalLong.of(30))),
        IqError.of(ERROR.children(error)));
  }

  static Stream<Node> bareErrors() {
    return Stream.of(
        ERROR,
        ERROR.children(Node.of("error")),
        ERROR.children(Node.of("error").with("code", "bad").with("backoff", "-1")));
  }

  @ParameterizedTest
  @MethodSource("bareErrors")
  void readsAnErrorThatSaysNothing(Node reply) {
    assertEquals(Optional.of(new IqError(0, "", OptionalLong.empty())), IqError.of(reply));
  }

  @Test
  void findsNoErrorInAResult() {
    assertEquals(Optional.empty(), IqError.of(RESULT));
    assertEquals(Optional.empty(), IqError.of(Node.of("iq")));
  }

  private static Node withRef(byte[] ref) {
    return RESULT.children(
        Node.of("link_code_companion_reg").children(Node.of("link_code_pairing_ref").bytes(ref)));
  }
}
