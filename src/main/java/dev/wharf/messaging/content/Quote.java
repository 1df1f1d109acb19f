package dev.wharf.messaging.content;

import dev.wharf.identity.Jid;
import dev.wharf.identity.MessageId;
import java.util.Optional;

/**
 * The message that is answered. What is quoted is as the answerer says, so it may differ from what
 * was written.
 *
 * @param sender who wrote what is quoted
 * @param chat where it was written, if elsewhere
 * @param content what it said, without what that answered in turn
 */
public record Quote(
    MessageId id, Optional<Jid> sender, Optional<Jid> chat, Optional<Content> content) {}
