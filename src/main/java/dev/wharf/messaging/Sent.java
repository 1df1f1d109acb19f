package dev.wharf.messaging;

import dev.wharf.identity.Jid;
import dev.wharf.identity.MessageId;
import dev.wharf.protocol.stanza.chat.Shape;

/** A message that left from here, for a device that could not read it. */
public record Sent(MessageId id, Jid to, Shape shape, byte[] payload) {}
