package dev.wharf.messaging.content;

import dev.wharf.protocol.proto.MessageProto.Message;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** The names of what a message holds that Wharf does not read. */
final class Unread {

  private static final Map<String, Predicate<Message>> KINDS =
      Map.ofEntries(
          Map.entry("call", Message::hasCall),
          Map.entry("chat", Message::hasChat),
          Map.entry("template", Message::hasTemplateMessage),
          Map.entry("templateButtonReply", Message::hasTemplateButtonReplyMessage),
          Map.entry("list", Message::hasListMessage),
          Map.entry("listResponse", Message::hasListResponseMessage),
          Map.entry("buttons", Message::hasButtonsMessage),
          Map.entry("buttonsResponse", Message::hasButtonsResponseMessage),
          Map.entry("interactive", Message::hasInteractiveMessage),
          Map.entry("interactiveResponse", Message::hasInteractiveResponseMessage),
          Map.entry("keepInChat", Message::hasKeepInChatMessage),
          Map.entry("requestPhoneNumber", Message::hasRequestPhoneNumberMessage),
          Map.entry("callLog", Message::hasCallLogMessage),
          Map.entry("event", Message::hasEventMessage),
          Map.entry("comment", Message::hasCommentMessage),
          Map.entry("placeholder", Message::hasPlaceholderMessage),
          Map.entry("secretEncrypted", Message::hasSecretEncryptedMessage),
          Map.entry("album", Message::hasAlbumMessage),
          Map.entry("stickerPack", Message::hasStickerPackMessage),
          Map.entry("groupStatusMention", Message::hasGroupStatusMentionMessage),
          Map.entry("deviceSent", Message::hasDeviceSentMessage));

  private Unread() {}

  /** The name of what is in the message, {@code unknown} if it has none here, empty if nothing. */
  static Optional<String> kind(Message message) {
    return KINDS.entrySet().stream()
        .filter(kind -> kind.getValue().test(message))
        .map(Map.Entry::getKey)
        .sorted()
        .findFirst()
        .or(() -> hasMore(message) ? Optional.of("unknown") : Optional.empty());
  }

  /** Whether there is more in it than what belongs to no kind. */
  private static boolean hasMore(Message message) {
    return message.toBuilder()
            .clearConversation()
            .clearSenderKeyDistributionMessage()
            .clearMessageContextInfo()
            .clearProtocolMessage()
            .build()
            .getSerializedSize()
        > 0;
  }
}
