package dev.wharf.messaging.content;

import dev.wharf.identity.Jid;
import dev.wharf.protocol.Opaque;
import dev.wharf.protocol.ProtocolFault;
import java.util.Optional;

/**
 * A sender key on its way to a device. The group is what the sender claims: whoever installs it
 * checks that it is the chat in which it came.
 *
 * @param senderKey what {@code SenderKeyDistribution.parse} reads
 */
public record Distribution(Jid group, Opaque senderKey) {

  /** A message of nothing but a sender key, unpadded. */
  public static byte[] of(Jid group, byte[] senderKey) {
    throw new UnsupportedOperationException();
  }

  /** A message with a sender key added, as a device gets that asks for it again. */
  public static byte[] with(Jid group, byte[] senderKey, byte[] message) {
    throw new UnsupportedOperationException();
  }

  /**
   * The sender key that came with a message.
   *
   * @throws ProtocolFault if it is no message
   */
  public static Optional<Distribution> in(byte[] message) {
    throw new UnsupportedOperationException();
  }
}
