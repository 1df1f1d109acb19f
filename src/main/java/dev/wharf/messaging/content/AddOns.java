package dev.wharf.messaging.content;

import dev.wharf.identity.Jid;
import dev.wharf.messaging.content.Content.Poll;
import dev.wharf.messaging.content.Content.SecretAddOn;
import dev.wharf.protocol.Opaque;
import dev.wharf.protocol.ProtocolFault;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Seals and opens what is said about an earlier message with the secret of that message. */
public final class AddOns {

  private AddOns() {}

  /**
   * Seals a vote, a reaction or an edit.
   *
   * @param secret of the message that it is about
   * @param author bare, of that message, in the namespace in which it was written
   * @param self bare, in the same namespace
   */
  public static SecretAddOn seal(
      Content content, Opaque secret, Jid author, Jid self, Instant now, RandomGenerator random) {
    throw new UnsupportedOperationException();
  }

  /**
   * What it says: a vote, a reaction or an edit; else a content of the name only.
   *
   * @param secret of the message that it is about
   * @param poll that message, if it is a poll
   * @param authors of that message, bare: the same person in each namespace, most likely first
   * @param writers of the add-on, likewise
   * @throws ProtocolFault {@code FORGED} if none of them fits
   */
  public static Content open(
      SecretAddOn sealed,
      Opaque secret,
      Optional<Poll> poll,
      Collection<Jid> authors,
      Collection<Jid> writers) {
    throw new UnsupportedOperationException();
  }
}
