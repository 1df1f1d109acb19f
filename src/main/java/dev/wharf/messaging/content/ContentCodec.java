package dev.wharf.messaging.content;

import dev.wharf.messaging.content.Decoded.Flags;
import dev.wharf.messaging.content.Decoded.Payload;
import dev.wharf.protocol.Opaque;
import dev.wharf.protocol.ProtocolFault;
import dev.wharf.protocol.proto.MessageProto.ContextInfo;
import dev.wharf.protocol.proto.MessageProto.Message;
import dev.wharf.protocol.proto.MessageProto.ProtocolMessage;

/** Contents and the protobuf that goes over the wire, unpadded. */
public final class ContentCodec {

  /** Larger messages are refused before they are read. */
  public static final int MAX_BYTES = 4 << 20;

  private ContentCodec() {}

  /**
   * A message to send. It does not ask the {@link ContentRules}.
   *
   * @param secret 32 fresh random bytes; always the same when the same message is encoded again
   * @throws IllegalArgumentException for what has no wire form: a vote that is not sealed, or a
   *     kind that is not supported
   */
  public static byte[] encode(Written written, Opaque secret) {
    return ContentWriter.message(written, secret).toByteArray();
  }

  /**
   * A message to one of our own devices.
   *
   * @throws IllegalArgumentException for what only a phone says
   */
  public static byte[] encode(Control control) {
    return Message.newBuilder()
        .setProtocolMessage(ControlWriter.write(control))
        .build()
        .toByteArray();
  }

  /**
   * Reads a message: what is in {@link DeviceSent} must have been taken out before.
   *
   * @throws ProtocolFault if it is none
   */
  public static Decoded decode(byte[] message) {
    Message whole = Wire.message(message);
    var opened = Envelopes.open(whole);
    return new Decoded(payload(opened), Distribution.of(whole), opened.secret());
  }

  private static Payload payload(Envelopes opened) {
    Message message = opened.inner();
    if (message.hasProtocolMessage() && !isContent(message.getProtocolMessage())) {
      return new Payload.Told(ControlReader.read(message.getProtocolMessage()));
    }
    return ContentReader.read(message, opened.secret())
        .<Payload>map(content -> said(content, opened))
        .orElseGet(Payload.Nothing::new);
  }

  private static Payload.Said said(Content content, Envelopes opened) {
    Message message = opened.inner();
    ContextInfo context = Context.in(message);
    boolean once =
        opened.viewOnce()
            || message.getImageMessage().getViewOnce()
            || message.getVideoMessage().getViewOnce()
            || message.getAudioMessage().getViewOnce();
    return new Payload.Said(
        Context.around(content, context),
        new Flags(once, opened.ephemeral(), Context.forwarded(context)));
  }

  private static boolean isContent(ProtocolMessage message) {
    return switch (message.getType()) {
      case ContentReader.REVOKE -> message.hasKey();
      case ContentReader.MESSAGE_EDIT -> true;
      default -> false;
    };
  }
}
