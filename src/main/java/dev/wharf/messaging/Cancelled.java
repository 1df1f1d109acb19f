package dev.wharf.messaging;

import dev.wharf.identity.MessageId;
import java.util.List;

/** A message that will not be sent any more. Cancelled again, it announces nothing. */
public record Cancelled(MessageId id, List<Announcement> announcements) {}
