package dev.wharf.messaging.content;

import com.google.protobuf.ByteString;
import dev.wharf.messaging.content.Content.SecretAddOn;
import dev.wharf.protocol.Opaque;
import dev.wharf.protocol.proto.MessageProto.EncCommentMessage;
import dev.wharf.protocol.proto.MessageProto.EncEventResponseMessage;
import dev.wharf.protocol.proto.MessageProto.EncReactionMessage;
import dev.wharf.protocol.proto.MessageProto.Message;
import dev.wharf.protocol.proto.MessageProto.MessageKey;
import dev.wharf.protocol.proto.MessageProto.PollEncValue;
import dev.wharf.protocol.proto.MessageProto.PollUpdateMessage;
import dev.wharf.protocol.proto.MessageProto.SecretEncryptedMessage;
import java.time.Instant;
import java.util.Optional;

/** The wire forms of what is sealed with the secret of another message. */
final class AddOnWire {

  private static final int EVENT_EDIT = 1;
  private static final int MESSAGE_EDIT = 2;

  private AddOnWire() {}

  static Optional<Content> read(Message message) {
    if (message.hasPollUpdateMessage()) {
      var it = message.getPollUpdateMessage();
      return Optional.of(
          addOn(
              AddOn.POLL_VOTE,
              it.getPollCreationMessageKey(),
              it.getVote().getEncPayload(),
              it.getVote().getEncIv(),
              Wire.millis(it.getSenderTimestampMs())));
    }
    if (message.hasEncReactionMessage()) {
      var it = message.getEncReactionMessage();
      return Optional.of(
          addOn(AddOn.REACTION, it.getTargetMessageKey(), it.getEncPayload(), it.getEncIv()));
    }
    if (message.hasEncCommentMessage()) {
      var it = message.getEncCommentMessage();
      return Optional.of(
          addOn(AddOn.COMMENT, it.getTargetMessageKey(), it.getEncPayload(), it.getEncIv()));
    }
    if (message.hasEncEventResponseMessage()) {
      var it = message.getEncEventResponseMessage();
      return Optional.of(
          addOn(
              AddOn.EVENT_RESPONSE,
              it.getEventCreationMessageKey(),
              it.getEncPayload(),
              it.getEncIv()));
    }
    return message.hasSecretEncryptedMessage()
        ? secretEncrypted(message.getSecretEncryptedMessage())
        : Optional.empty();
  }

  private static Optional<Content> secretEncrypted(SecretEncryptedMessage it) {
    Optional<AddOn> kind =
        switch (it.getSecretEncType()) {
          case EVENT_EDIT -> Optional.of(AddOn.EVENT_EDIT);
          case MESSAGE_EDIT -> Optional.of(AddOn.MESSAGE_EDIT);
          default -> Optional.empty();
        };
    return kind.map(
        known -> addOn(known, it.getTargetMessageKey(), it.getEncPayload(), it.getEncIv()));
  }

  private static SecretAddOn addOn(AddOn kind, MessageKey key, ByteString payload, ByteString iv) {
    return addOn(kind, key, payload, iv, Optional.empty());
  }

  private static SecretAddOn addOn(
      AddOn kind, MessageKey key, ByteString payload, ByteString iv, Optional<Instant> at) {
    return new SecretAddOn(
        kind,
        Wire.ref(key, "message.addOn.key"),
        new Opaque(payload.toByteArray()),
        new Opaque(iv.toByteArray()),
        at);
  }

  static void write(SecretAddOn it, Message.Builder message) {
    MessageKey key = Wire.key(it.target());
    ByteString payload = Wire.bytes(it.payload());
    ByteString iv = Wire.bytes(it.iv());
    switch (it.kind()) {
      case POLL_VOTE -> {
        var vote =
            PollUpdateMessage.newBuilder()
                .setPollCreationMessageKey(key)
                .setVote(PollEncValue.newBuilder().setEncPayload(payload).setEncIv(iv));
        it.at().ifPresent(at -> vote.setSenderTimestampMs(at.toEpochMilli()));
        message.setPollUpdateMessage(vote);
      }
      case REACTION ->
          message.setEncReactionMessage(
              EncReactionMessage.newBuilder()
                  .setTargetMessageKey(key)
                  .setEncPayload(payload)
                  .setEncIv(iv));
      case COMMENT ->
          message.setEncCommentMessage(
              EncCommentMessage.newBuilder()
                  .setTargetMessageKey(key)
                  .setEncPayload(payload)
                  .setEncIv(iv));
      case EVENT_RESPONSE ->
          message.setEncEventResponseMessage(
              EncEventResponseMessage.newBuilder()
                  .setEventCreationMessageKey(key)
                  .setEncPayload(payload)
                  .setEncIv(iv));
      case EVENT_EDIT -> message.setSecretEncryptedMessage(secret(key, payload, iv, EVENT_EDIT));
      case MESSAGE_EDIT ->
          message.setSecretEncryptedMessage(secret(key, payload, iv, MESSAGE_EDIT));
    }
  }

  private static SecretEncryptedMessage.Builder secret(
      MessageKey key, ByteString payload, ByteString iv, int type) {
    return SecretEncryptedMessage.newBuilder()
        .setTargetMessageKey(key)
        .setEncPayload(payload)
        .setEncIv(iv)
        .setSecretEncType(type);
  }
}
