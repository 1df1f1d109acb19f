package dev.wharf.messaging;

import dev.wharf.identity.MessageId;
import java.util.Map;
import java.util.Set;

/** Turns what somebody wants to send into what goes over the wire. Asks nobody. */
public interface Composer {

  /**
   * @throws Refusal if that cannot be sent
   */
  Draft draft(NewMessage message);

  /** A message that lacks only what is known of others. */
  interface Draft {

    /** The messages that it quotes or is about. */
    Set<MessageId> references();

    /**
     * @param found those of {@link #references} that are in the same chat
     * @throws Refusal if it needs one that was not found
     */
    Composed complete(Map<MessageId, Referred> found);
  }
}
