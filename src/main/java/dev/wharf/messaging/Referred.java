package dev.wharf.messaging;

import dev.wharf.identity.Jid;
import dev.wharf.identity.MessageId;
import java.time.Instant;
import java.util.Optional;

/**
 * A stored message that another one is about.
 *
 * @param sender bare; of the account itself if it is {@code fromMe}
 * @param payload protobuf; empty if it could not be read or is kept no longer
 */
public record Referred(
    MessageId id, Jid sender, boolean fromMe, Instant at, String kind, Optional<byte[]> payload) {}
