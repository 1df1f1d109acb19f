package dev.wharf.messaging;

import dev.wharf.identity.MessageId;
import java.util.Locale;
import java.util.Map;

/**
 * What a message does to an earlier one of the same chat, instead of being one of its own.
 *
 * @param value of an edit the new content; of a reaction {@code emoji}, empty to take it back; of a
 *     vote what is chosen now
 */
public record Change(MessageId target, What what, Map<String, Object> value) {

  public enum What {
    EDIT,
    DELETION,
    REACTION,
    VOTE,
    /** Something that the store does not follow. */
    OTHER;

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
