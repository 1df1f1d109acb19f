package dev.wharf.protocol.stanza;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.wharf.identity.Jid;
import dev.wharf.protocol.ProtocolFault;
import dev.wharf.protocol.node.Node;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class AcksTest {

  private static final Jid SELF = Jid.phone("5511987654321", 5);
  private static final Jid ANA = Jid.lid("123456789012345", 0);
  private static final Jid GROUP = Jid.of("120363000000000000", Jid.GROUP_SERVER);

  static Stream<Arguments> acks() {
    Node receipt = Node.of("receipt").with("id", "A").with("from", GROUP).with("type", "read");
    Node change = Node.of("notification").with("id", "A").with("from", ANA).with("type", "encrypt");
    return Stream.of(
        arguments(
            "a message: our address, no type",
            Node.of("message").with("id", "A").with("from", ANA).with("type", "text"),
            ack("message", ANA).with("from", SELF)),
        arguments(
            "participant and recipient copied",
            receipt.with("participant", ANA).with("recipient", SELF),
            ack("receipt", GROUP)
                .with("participant", ANA)
                .with("recipient", SELF)
                .with("type", "read")),
        arguments(
            "a receipt's participant who is the sender",
            receipt.with("participant", GROUP),
            ack("receipt", GROUP).with("type", "read")),
        arguments(
            "a receipt without type",
            Node.of("receipt").with("id", "A").with("from", ANA),
            ack("receipt", ANA)),
        arguments(
            "a notification",
            change.with("type", "devices"),
            ack("notification", ANA).with("type", "devices")),
        arguments(
            "a notification's participant who is the sender",
            change.with("type", "w:gp2").with("participant", ANA),
            ack("notification", ANA).with("participant", ANA).with("type", "w:gp2")),
        arguments("keys running low", change, ack("notification", ANA).with("type", "encrypt")),
        arguments(
            "a changed identity", change.children(Node.of("identity")), ack("notification", ANA)),
        arguments(
            "another type with an identity",
            change.with("type", "devices").children(Node.of("identity")),
            ack("notification", ANA).with("type", "devices")),
        arguments("a call", Node.of("call").with("id", "A").with("from", ANA), ack("call", ANA)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("acks")
  void acknowledges(String name, Node stanza, Node expected) {
    assertEquals(expected, Requests.ack(stanza, SELF));
  }

  @Test
  void leavesOurAddressOutOfTheAckOfAMessageWhileItIsUnknown() {
    assertEquals(
        ack("message", ANA),
        Requests.ack(Node.of("message").with("id", "A").with("from", ANA), null));
  }

  @Test
  void refusesAMessageWithACode() {
    assertEquals(
        ack("message", ANA).with("from", SELF).with("error", "491"),
        Requests.nack(Node.of("message").with("id", "A").with("from", ANA), SELF, 491));
  }

  static Stream<Arguments> unanswerable() {
    return Stream.of(
        arguments(Node.of("receipt").with("from", ANA), "receipt@id"),
        arguments(Node.of("receipt").with("id", "A"), "receipt@from"));
  }

  @ParameterizedTest
  @MethodSource("unanswerable")
  void needsAnIdAndASender(Node stanza, String path) {
    var fault = assertThrows(ProtocolFault.class, () -> Requests.ack(stanza, SELF));

    assertEquals(ProtocolFault.Kind.MISSING, fault.kind());
    assertEquals(path, fault.path());
  }

  private static Node ack(String tag, Jid to) {
    return Node.of("ack").with("id", "A").with("to", to).with("class", tag);
  }
}
