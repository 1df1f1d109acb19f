package dev.wharf.protocol.stanza.chat;

import dev.wharf.identity.MessageId;
import dev.wharf.protocol.node.Node;
import dev.wharf.protocol.stanza.StanzaReader;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The server took a message of ours, or refused it (messaging.md 3.3, 5.7).
 *
 * @param error why it refused; 0 if it did without a number
 * @param phash the hash over the devices that the server knows, if it is another than ours
 */
public record MessageAck(
    MessageId id, OptionalInt error, Optional<Instant> at, Optional<String> phash) {

  /** Empty for an ack of anything else, and for one without a message id. */
  public static Optional<MessageAck> of(Node ack) {
    boolean ofMessage =
        ack.tag().equals("ack")
            && ack.string("class").equals(Optional.of("message"))
            && ack.string("id").filter(MessageIds::isId).isPresent();
    return ofMessage ? Optional.of(read(ack)) : Optional.empty();
  }

  private static MessageAck read(Node ack) {
    // A refusal that we cannot read is still one.
    OptionalInt error =
        ack.attributes().containsKey("error")
            ? OptionalInt.of(StanzaReader.number(ack, "error").orElse(0))
            : OptionalInt.empty();
    return new MessageAck(
        StanzaReader.requiredMessageId(ack, "id"),
        error,
        StanzaReader.time(ack, "t"),
        ack.string("phash").filter(hash -> !hash.isEmpty()));
  }
}
