package dev.wharf.messaging.content;

import dev.wharf.identity.Jid;
import dev.wharf.protocol.ProtocolFault;
import dev.wharf.protocol.proto.MessageProto.DeviceSentMessage;
import dev.wharf.protocol.proto.MessageProto.Message;
import java.util.Optional;

/**
 * What one of our devices has sent to somebody, as it tells our other devices. Believed only from
 * our own devices: anybody can write one.
 *
 * @param destination the chat it went to
 * @param message as it was sent, unpadded
 */
public record DeviceSent(Jid destination, byte[] message) {

  /**
   * For our other devices, unpadded.
   *
   * @throws ProtocolFault if it is no message
   */
  public static byte[] wrap(Jid destination, byte[] message) {
    Message sent = Wire.message(message);
    var outer =
        Message.newBuilder()
            .setDeviceSentMessage(
                DeviceSentMessage.newBuilder()
                    .setDestinationJid(destination.toString())
                    .setMessage(sent));
    if (sent.hasMessageContextInfo()) {
      outer.setMessageContextInfo(sent.getMessageContextInfo());
    }
    return outer.build().toByteArray();
  }

  /**
   * What was sent, if that is what the message tells of. A secret that stands outside goes with it.
   *
   * @throws ProtocolFault if it is no message, or tells of nothing
   */
  public static Optional<DeviceSent> unwrap(byte[] message) {
    Message outer = Wire.message(message);
    if (!outer.hasDeviceSentMessage()) {
      return Optional.empty();
    }
    var it = outer.getDeviceSentMessage();
    if (!it.hasMessage()) {
      throw new ProtocolFault(
          ProtocolFault.Kind.MISSING, "message.deviceSent.message", "is missing");
    }
    Jid destination =
        Wire.jid(it.getDestinationJid())
            .orElseThrow(() -> Wire.malformed("message.deviceSent.destination", "is no jid"));
    Message inner = it.getMessage();
    if (!inner.hasMessageContextInfo() && outer.hasMessageContextInfo()) {
      inner = inner.toBuilder().setMessageContextInfo(outer.getMessageContextInfo()).build();
    }
    return Optional.of(new DeviceSent(destination, inner.toByteArray()));
  }
}
