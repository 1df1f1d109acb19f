package dev.wharf.session.message;

import dev.wharf.identity.Jid;
import dev.wharf.identity.MessageId;
import dev.wharf.messaging.content.Control;
import io.vertx.core.Future;
import java.util.Map;

/** What messages can do for whoever deals with our own devices. */
public interface OwnDevices {

  /**
   * Says something to our own phone. Done when it left, not when the phone has it: that may be off.
   *
   * @return fails if nothing can be agreed with the phone, or the store fails
   */
  Future<MessageId> tellPhone(Control control);

  /**
   * Keeps pairs of addresses, from hidden ids to phone numbers. Waits for the account's lane, so it
   * must not be called in it.
   */
  Future<Void> learn(Map<Jid, Jid> phonesByLid);

  /** The phone shared the secret that makes up for privacy tokens (messaging.md 5.8). */
  Future<Void> salted(byte[] salt);

  /** By the hidden address, if that is known. */
  Future<Jid> lidFirst(Jid device);
}
