package dev.wharf.messaging.content;

import dev.wharf.protocol.ProtocolFault;
import dev.wharf.protocol.proto.MessageProto.ContextInfo;
import dev.wharf.protocol.proto.MessageProto.Message;
import java.util.Optional;
import java.util.OptionalInt;

/** What stands around a content: the answered message, mentions, expiry. */
final class Context {

  private Context() {}

  static Written around(Content content, ContextInfo context) {
    return new Written(
        content,
        quote(context),
        context.getMentionedJidList().stream().flatMap(jid -> Wire.jid(jid).stream()).toList(),
        context.getExpiration() > 0
            ? OptionalInt.of(context.getExpiration())
            : OptionalInt.empty());
  }

  private static Optional<Quote> quote(ContextInfo context) {
    return Wire.id(context.getStanzaId())
        .map(
            id ->
                new Quote(
                    id,
                    Wire.jid(context.getParticipant()),
                    Wire.jid(context.getRemoteJid()),
                    context.hasQuotedMessage()
                        ? quoted(context.getQuotedMessage())
                        : Optional.empty()));
  }

  /** A bad quotation is not worth losing the answer. */
  private static Optional<Content> quoted(Message message) {
    try {
      var opened = Envelopes.open(message);
      return ContentReader.read(opened.inner(), opened.secret());
    } catch (ProtocolFault _) {
      return Optional.empty();
    }
  }

  static boolean forwarded(ContextInfo context) {
    return context.getIsForwarded() || context.getForwardingScore() != 0;
  }

  /** The context that a message carries, or an empty one. */
  static ContextInfo in(Message message) {
    if (message.hasExtendedTextMessage()) {
      return message.getExtendedTextMessage().getContextInfo();
    }
    if (message.hasImageMessage()) {
      return message.getImageMessage().getContextInfo();
    }
    if (message.hasVideoMessage()) {
      return message.getVideoMessage().getContextInfo();
    }
    if (message.hasPtvMessage()) {
      return message.getPtvMessage().getContextInfo();
    }
    if (message.hasAudioMessage()) {
      return message.getAudioMessage().getContextInfo();
    }
    if (message.hasDocumentMessage()) {
      return message.getDocumentMessage().getContextInfo();
    }
    return message.hasStickerMessage()
        ? message.getStickerMessage().getContextInfo()
        : rare(message);
  }

  private static ContextInfo rare(Message message) {
    if (message.hasLocationMessage()) {
      return message.getLocationMessage().getContextInfo();
    }
    if (message.hasLiveLocationMessage()) {
      return message.getLiveLocationMessage().getContextInfo();
    }
    if (message.hasContactMessage()) {
      return message.getContactMessage().getContextInfo();
    }
    if (message.hasContactsArrayMessage()) {
      return message.getContactsArrayMessage().getContextInfo();
    }
    if (message.hasGroupInviteMessage()) {
      return message.getGroupInviteMessage().getContextInfo();
    }
    if (message.hasProtocolMessage()) {
      return ofEdit(message.getProtocolMessage().getEditedMessage());
    }
    return ContentReader.pollCreation(message)
        .map(it -> it.getContextInfo())
        .orElseGet(ContextInfo::getDefaultInstance);
  }

  private static ContextInfo ofEdit(Message edited) {
    Message inner = Envelopes.open(edited).inner();
    return inner.hasProtocolMessage() ? ContextInfo.getDefaultInstance() : in(inner);
  }
}
