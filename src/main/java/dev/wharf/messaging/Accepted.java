package dev.wharf.messaging;

import dev.wharf.identity.Jid;
import dev.wharf.identity.MessageId;

/**
 * A message that is durable and will go out.
 *
 * @param chat it goes to
 * @param repeated whether this is the answer to an earlier request of the same idempotency key
 */
public record Accepted(MessageId id, Jid chat, boolean repeated) {}
