package dev.wharf.protocol.stanza.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.wharf.identity.Jid;
import dev.wharf.identity.MessageId;
import dev.wharf.protocol.node.Node;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class MessageAckTest {

  private static final Node ACK =
      Node.of("ack")
          .with("class", "message")
          .with("id", "3EB0AA")
          .with("from", Jid.lid("9", 0))
          .with("t", Samples.T);

  @Test
  void readsThatTheServerTookAMessage() {
    assertEquals(
        Optional.of(
            new MessageAck(
                new MessageId("3EB0AA"),
                OptionalInt.empty(),
                Optional.of(Instant.ofEpochSecond(Samples.T)),
                Optional.of("2:abcdefgh"))),
        MessageAck.of(ACK.with("phash", "2:abcdefgh")));
  }

  @ParameterizedTest
  @CsvSource({"463, 463", "421, 421", "nonsense, 0", "'', 0", "-3, 0"})
  void readsARefusalWhateverItsNumber(String wire, int error) {
    assertEquals(
        OptionalInt.of(error), MessageAck.of(ACK.with("error", wire)).orElseThrow().error());
  }

  @Test
  void takesOddExtrasForNone() {
    MessageAck ack = MessageAck.of(ACK.with("t", "x").with("phash", "")).orElseThrow();

    assertEquals(Optional.empty(), ack.at());
    assertEquals(Optional.empty(), ack.phash());
  }

  static Stream<Node> others() {
    return Stream.of(
        Node.of("ack"),
        ACK.with("class", "receipt"),
        Samples.without(ACK, "class"),
        Samples.without(ACK, "id"),
        ACK.with("id", ""),
        ACK.with("id", "a b"),
        new Node("iq", ACK.attributes(), ACK.content()));
  }

  @ParameterizedTest
  @MethodSource("others")
  void leavesOtherAcksAlone(Node node) {
    assertEquals(Optional.empty(), MessageAck.of(node));
  }
}
