package dev.wharf.protocol.stanza;

import dev.wharf.identity.PhoneNumber;
import dev.wharf.protocol.ProtocolFault;
import dev.wharf.protocol.node.Node;
import java.util.Optional;
import java.util.OptionalInt;

/** Reads what our requests are answered with, apart from errors ({@link IqError}). */
public final class Replies {

  private Replies() {}

  /** How many one-time pre-keys the server holds. Empty if it does not say. */
  public static OptionalInt preKeyCount(Node reply) {
    return reply
        .child("count")
        .map(count -> Decimal.ofInt(count, "value"))
        .orElse(OptionalInt.empty());
  }

  /** The phone number that belongs to a hidden address; empty if the server does not tell. */
  public static Optional<PhoneNumber> phoneOf(Node reply) {
    return reply
        .child("usync")
        .flatMap(usync -> usync.child("list"))
        .flatMap(list -> list.child("user"))
        .flatMap(user -> user.jid("pn_jid"))
        .flatMap(PhoneNumber::of);
  }

  /**
   * The ref that ties our link code to the phone's answer.
   *
   * @throws ProtocolFault {@code MISSING}
   */
  public static byte[] companionRef(Node reply) {
    return reply
        .child("link_code_companion_reg")
        .flatMap(reg -> reg.child("link_code_pairing_ref"))
        .flatMap(Node::bytes)
        .filter(ref -> ref.length > 0)
        .orElseThrow(
            () ->
                new ProtocolFault(
                    ProtocolFault.Kind.MISSING,
                    "iq/link_code_companion_reg/link_code_pairing_ref",
                    "is absent or empty"));
  }
}
