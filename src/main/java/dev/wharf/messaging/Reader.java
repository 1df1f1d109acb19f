package dev.wharf.messaging;

import dev.wharf.identity.Jid;
import dev.wharf.messaging.content.Content.SecretAddOn;
import java.util.List;
import java.util.Optional;

/** Reads what came over the wire. Never fails: what it cannot make out is a kind of its own. */
public interface Reader {

  /**
   * @param payload protobuf, unpadded
   * @return empty if there is nothing in it for a person
   */
  Optional<Read> read(byte[] payload);

  /**
   * Opens what is sealed with the secret of another message.
   *
   * @param target payload of that message
   * @param authors of that message, bare, in each namespace
   * @param writers of what is sealed, likewise
   * @return empty if that does not open it
   */
  Optional<Read> open(SecretAddOn sealed, byte[] target, List<Jid> authors, List<Jid> writers);
}
