package dev.wharf.api.message;

import dev.wharf.api.problem.Rejected;
import dev.wharf.event.Party;
import dev.wharf.messaging.ChatView;
import dev.wharf.messaging.Messages.ChatPlace;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** One page of chats. */
@Schema(name = "Chats", description = "One page of chats, the latest first.")
public record ChatsBody(
    List<ChatBody> items,
    @Schema(
            nullable = true,
            description = "Send it as «after» to get the next page; null on the last one.")
        @Nullable String next) {

  /** A conversation. */
  @Schema(name = "Chat")
  public record ChatBody(
      Party chat,
      boolean group,
      @Schema(description = "When something in it was last accepted or came.") Instant lastAt,
      @Schema(description = "Messages that came and are not marked as read.") int unread,
      @Schema(nullable = true) @Nullable MessageBody lastMessage) {}

  /**
   * @param found one more than the page holds, if there are more
   */
  static ChatsBody of(List<ChatView> found, int limit) {
    boolean more = found.size() > limit;
    List<ChatView> page = more ? found.subList(0, limit) : found;
    return new ChatsBody(
        page.stream().map(ChatsBody::chat).toList(), more ? cursor(page.getLast()) : null);
  }

  private static ChatBody chat(ChatView view) {
    return new ChatBody(
        view.chat(),
        view.group(),
        view.lastAt(),
        view.unread(),
        view.last() == null ? null : MessageBody.of(view.last()));
  }

  private static String cursor(ChatView last) {
    return Long.toString(last.lastAt().toEpochMilli(), Character.MAX_RADIX)
        + "-"
        + last.chat().jid();
  }

  static Optional<ChatPlace> place(@Nullable String cursor) {
    if (cursor == null || cursor.isBlank()) {
      return Optional.empty();
    }
    int dash = cursor.indexOf('-');
    try {
      if (dash > 0 && cursor.indexOf('\0') < 0) {
        long millis = Long.parseLong(cursor.substring(0, dash), Character.MAX_RADIX);
        if (millis >= 0 && millis < Instant.parse("9999-01-01T00:00:00Z").toEpochMilli()) {
          return Optional.of(
              new ChatPlace(Instant.ofEpochMilli(millis), cursor.substring(dash + 1)));
        }
      }
    } catch (NumberFormatException | DateTimeException e) {
      // Told below.
    }
    throw Rejected.parameter("after", "must be the «next» of the page before");
  }
}
