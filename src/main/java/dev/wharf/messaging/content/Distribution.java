package dev.wharf.messaging.content;

import com.google.protobuf.ByteString;
import dev.wharf.identity.Jid;
import dev.wharf.protocol.Opaque;
import dev.wharf.protocol.ProtocolFault;
import dev.wharf.protocol.proto.MessageProto.Message;
import dev.wharf.protocol.proto.MessageProto.SenderKeyDistributionMessage;
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
    return write(Message.newBuilder(), group, senderKey);
  }

  /**
   * A message with a sender key added, as a device gets that asks for it again.
   *
   * @throws ProtocolFault if it is no message
   */
  public static byte[] with(Jid group, byte[] senderKey, byte[] message) {
    return write(Wire.message(message).toBuilder(), group, senderKey);
  }

  /**
   * The sender key that came with a message.
   *
   * @throws ProtocolFault if it is no message
   */
  public static Optional<Distribution> in(byte[] message) {
    return of(Wire.message(message));
  }

  static Optional<Distribution> of(Message message) {
    var it = message.getSenderKeyDistributionMessage();
    return Wire.jid(it.getGroupId())
        .flatMap(
            group ->
                Wire.opaque(it.getAxolotlSenderKeyDistributionMessage())
                    .map(key -> new Distribution(group, key)));
  }

  private static byte[] write(Message.Builder message, Jid group, byte[] senderKey) {
    return message
        .setSenderKeyDistributionMessage(
            SenderKeyDistributionMessage.newBuilder()
                .setGroupId(group.toString())
                .setAxolotlSenderKeyDistributionMessage(ByteString.copyFrom(senderKey)))
        .build()
        .toByteArray();
  }
}
