package dev.wharf.api.message;

import dev.wharf.messaging.MessageView;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** One page of messages. */
@Schema(name = "Messages", description = "One page of messages, newest first.")
public record MessagesBody(
    List<MessageBody> items,
    @Schema(
            nullable = true,
            description = "Send it as «after» to get the next page; null on the last one.")
        @Nullable String next) {

  /**
   * @param found one more than the page holds, if there are more
   */
  static MessagesBody of(List<MessageView> found, int limit) {
    boolean more = found.size() > limit;
    List<MessageView> page = more ? found.subList(0, limit) : found;
    return new MessagesBody(
        page.stream().map(MessageBody::of).toList(),
        more ? Long.toString(page.getLast().position()) : null);
  }
}
