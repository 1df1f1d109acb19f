package dev.wharf.messaging;

import dev.wharf.identity.Jid;
import dev.wharf.identity.MessageId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Something that the session shall do besides sending messages. */
public sealed interface Errand {

  long id();

  /**
   * Tell the sender of messages that they were read.
   *
   * @param participant who sent them, in a group
   * @param ids at most 256
   */
  record MarkRead(long id, Jid chat, Optional<Jid> participant, List<MessageId> ids, Instant at)
      implements Errand {}

  /** Show what the account does. Worth nothing after its time. */
  record Typing(long id, Jid chat, Doing doing, Instant until) implements Errand {}

  enum Doing {
    COMPOSING,
    RECORDING,
    PAUSED
  }
}
