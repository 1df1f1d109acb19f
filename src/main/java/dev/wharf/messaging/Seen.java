package dev.wharf.messaging;

import dev.wharf.identity.Jid;
import dev.wharf.identity.MessageId;
import java.time.Instant;
import java.util.List;

/**
 * How far messages have come, as a receipt says.
 *
 * @param by bare: who has them
 * @param bySelf whether another device of the account read what others sent
 */
public record Seen(Jid chat, Jid by, Kind kind, List<MessageId> ids, Instant at, boolean bySelf) {

  public enum Kind {
    DELIVERED(MessageState.DELIVERED),
    READ(MessageState.READ),
    PLAYED(MessageState.PLAYED);

    private final MessageState state;

    Kind(MessageState state) {
      this.state = state;
    }

    MessageState state() {
      return state;
    }
  }
}
