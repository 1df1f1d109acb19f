package dev.wharf.messaging;

import dev.wharf.identity.AccountId;
import dev.wharf.identity.Jid;
import dev.wharf.identity.MessageId;
import dev.wharf.protocol.stanza.chat.Shape;
import java.time.Instant;
import java.util.Optional;

/**
 * A message that may leave.
 *
 * @param to bare; a hidden id if that is known to be the chat's
 * @param payload protobuf, unpadded
 * @param attempts how often it has left without an answer
 * @param firstContact whether nothing was ever exchanged with this person
 * @param typing whether the other side shall see somebody type before it comes
 * @param media the file that has to be uploaded before
 */
public record Outgoing(
    AccountId account,
    MessageId id,
    Jid to,
    Shape shape,
    byte[] payload,
    Instant acceptedAt,
    Instant expiresAt,
    int attempts,
    boolean firstContact,
    boolean typing,
    Optional<String> media) {

  /** The same, telling where its file is. */
  Outgoing with(byte[] complete) {
    return new Outgoing(
        account,
        id,
        to,
        shape,
        complete,
        acceptedAt,
        expiresAt,
        attempts,
        firstContact,
        typing,
        Optional.empty());
  }
}
