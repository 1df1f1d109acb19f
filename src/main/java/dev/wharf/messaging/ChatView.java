package dev.wharf.messaging;

import dev.wharf.event.Party;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A conversation.
 *
 * @param lastAt when something in it was last accepted or came
 */
public record ChatView(
    Party chat, boolean group, Instant lastAt, int unread, @Nullable MessageView last) {}
