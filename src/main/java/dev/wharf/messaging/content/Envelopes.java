package dev.wharf.messaging.content;

import dev.wharf.protocol.Opaque;
import dev.wharf.protocol.ProtocolFault;
import dev.wharf.protocol.proto.MessageProto.FutureProofMessage;
import dev.wharf.protocol.proto.MessageProto.Message;
import java.util.Optional;

/**
 * A message without the wrappers that newer kinds come in, so that older clients see that there is
 * something (messaging.md 7.2).
 */
record Envelopes(Message inner, boolean viewOnce, boolean ephemeral, Optional<Opaque> secret) {

  private static final int MAX_DEPTH = 8;
  private static final int SECRET = 32;

  static Envelopes open(Message message) {
    var at = new Envelopes(message, false, false, secret(message));
    for (int depth = 0; depth <= MAX_DEPTH; depth++) {
      Optional<FutureProofMessage> wrapper = wrapper(at.inner);
      if (wrapper.isEmpty()) {
        return at;
      }
      at = at.step(wrapper.get().getMessage());
    }
    throw new ProtocolFault(ProtocolFault.Kind.TOO_LARGE, "message", "is wrapped too often");
  }

  private Envelopes step(Message next) {
    boolean once =
        inner.hasViewOnceMessage()
            || inner.hasViewOnceMessageV2()
            || inner.hasViewOnceMessageV2Extension();
    return new Envelopes(
        next,
        viewOnce || once,
        ephemeral || inner.hasEphemeralMessage(),
        secret(next).or(() -> secret));
  }

  private static Optional<Opaque> secret(Message message) {
    return Wire.opaque(message.getMessageContextInfo().getMessageSecret(), SECRET);
  }

  private static Optional<FutureProofMessage> wrapper(Message message) {
    if (message.hasEphemeralMessage()) {
      return Optional.of(message.getEphemeralMessage());
    }
    if (message.hasDocumentWithCaptionMessage()) {
      return Optional.of(message.getDocumentWithCaptionMessage());
    }
    return viewOnce(message).or(() -> rare(message));
  }

  private static Optional<FutureProofMessage> viewOnce(Message message) {
    if (message.hasViewOnceMessage()) {
      return Optional.of(message.getViewOnceMessage());
    }
    if (message.hasViewOnceMessageV2()) {
      return Optional.of(message.getViewOnceMessageV2());
    }
    if (message.hasViewOnceMessageV2Extension()) {
      return Optional.of(message.getViewOnceMessageV2Extension());
    }
    return Optional.empty();
  }

  private static Optional<FutureProofMessage> rare(Message message) {
    if (message.hasEditedMessage()) {
      return Optional.of(message.getEditedMessage());
    }
    if (message.hasGroupMentionedMessage()) {
      return Optional.of(message.getGroupMentionedMessage());
    }
    if (message.hasBotInvokeMessage()) {
      return Optional.of(message.getBotInvokeMessage());
    }
    if (message.hasLottieStickerMessage()) {
      return Optional.of(message.getLottieStickerMessage());
    }
    if (message.hasAssociatedChildMessage()) {
      return Optional.of(message.getAssociatedChildMessage());
    }
    if (message.hasPollCreationMessageV4()) {
      return Optional.of(message.getPollCreationMessageV4());
    }
    if (message.hasGroupStatusMessage()) {
      return Optional.of(message.getGroupStatusMessage());
    }
    return Optional.empty();
  }
}
