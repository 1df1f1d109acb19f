package dev.wharf.messaging;

import dev.wharf.identity.Jid;
import dev.wharf.identity.MessageId;
import dev.wharf.messaging.content.Content.Media;
import java.util.Optional;

/**
 * The file of a stored message, as that tells of it.
 *
 * @param sender in a group, who sent it, if it was not the account
 * @param waits whether it is not at WhatsApp yet
 */
public record StoredMedia(
    MessageId message,
    Jid chat,
    boolean fromMe,
    Optional<Jid> sender,
    Media media,
    boolean waits) {}
