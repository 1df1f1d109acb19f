package dev.wharf.messaging;

import dev.wharf.identity.MessageId;
import java.util.Map;
import java.util.Set;

/** Turns what somebody wants to send into what goes over the wire. Holds nothing, asks nobody. */
public interface Composer {

  /** The messages that it is about or quotes. */
  Set<MessageId> references(NewMessage message) throws Refusal;

  /**
   * @param found those of {@link #references} that are in the same chat
   */
  Composed compose(NewMessage message, Map<MessageId, Referred> found) throws Refusal;
}
