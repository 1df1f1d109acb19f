package dev.wharf.messaging.content;

import dev.wharf.identity.Jid;
import dev.wharf.identity.MessageId;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Names another message as its writer sees it: {@code fromMe} and {@code sender} are those of
 * whoever wrote the reference. {@link #seenByUs} turns it into how we see it.
 *
 * @param sender of the named message; needed in a group if it is not the writer's own
 */
public record MessageRef(MessageId id, Optional<Jid> chat, boolean fromMe, Optional<Jid> sender) {

  /**
   * The same message from our side.
   *
   * @param chat in which the reference came
   * @param writer of the reference, of any device
   * @param writtenByUs whether the writer is one of our own devices
   * @param group whether the chat has more than two people
   * @param ours whether a bare jid is our own, in either namespace
   */
  public MessageRef seenByUs(
      Jid chat, Jid writer, boolean writtenByUs, boolean group, Predicate<Jid> ours) {
    Optional<Jid> author = sender.map(Jid::bare);
    if (fromMe) {
      author = Optional.of(writer.bare());
    } else if (author.isEmpty() && !group && writtenByUs) {
      author = Optional.of(chat.bare());
    }
    boolean own = fromMe ? writtenByUs : author.map(ours::test).orElse(!group && !writtenByUs);
    return new MessageRef(id, Optional.of(chat), own, author);
  }
}
