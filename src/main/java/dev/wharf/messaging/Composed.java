package dev.wharf.messaging;

import dev.wharf.protocol.stanza.chat.Shape;
import java.util.Map;
import java.util.Optional;

/**
 * A message ready for the wire.
 *
 * @param payload protobuf, unpadded
 * @param kind the word for it
 * @param content what REST shows of it
 * @param change what it does to another message, if that is all it does: it is in no list then
 */
public record Composed(
    byte[] payload,
    Shape shape,
    String kind,
    Map<String, Object> content,
    Optional<Change> change) {}
