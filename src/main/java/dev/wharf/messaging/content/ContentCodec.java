package dev.wharf.messaging.content;

import dev.wharf.protocol.Opaque;
import dev.wharf.protocol.ProtocolFault;

/** Contents and the protobuf that goes over the wire, unpadded. */
public final class ContentCodec {

  /** Larger messages are refused before they are read. */
  public static final int MAX_BYTES = 4 << 20;

  private ContentCodec() {}

  /**
   * A message to send.
   *
   * @param secret 32 fresh random bytes; always the same when the same message is encoded again
   */
  public static byte[] encode(Written written, Opaque secret) {
    throw new UnsupportedOperationException();
  }

  /** A message to one of our own devices. */
  public static byte[] encode(Control control) {
    throw new UnsupportedOperationException();
  }

  /**
   * Reads a message: what is in {@link DeviceSent} must have been taken out before.
   *
   * @throws ProtocolFault if it is none
   */
  public static Decoded decode(byte[] message) {
    throw new UnsupportedOperationException();
  }
}
