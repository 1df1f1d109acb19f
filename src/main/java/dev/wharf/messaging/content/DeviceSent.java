package dev.wharf.messaging.content;

import dev.wharf.identity.Jid;
import dev.wharf.protocol.ProtocolFault;
import java.util.Optional;

/**
 * What one of our devices has sent to somebody, as it tells our other devices. Believed only from
 * our own devices: anybody can write one.
 *
 * @param destination the chat it went to
 * @param message as it was sent, unpadded
 */
public record DeviceSent(Jid destination, byte[] message) {

  /** For our other devices, unpadded. */
  public static byte[] wrap(Jid destination, byte[] message) {
    throw new UnsupportedOperationException();
  }

  /**
   * What was sent, if that is what the message tells of.
   *
   * @throws ProtocolFault if it is no message, or tells of nothing
   */
  public static Optional<DeviceSent> unwrap(byte[] message) {
    throw new UnsupportedOperationException();
  }
}
