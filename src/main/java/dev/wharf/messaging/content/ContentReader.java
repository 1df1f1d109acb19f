package dev.wharf.messaging.content;

import dev.wharf.messaging.content.Content.Card;
import dev.wharf.messaging.content.Content.ContactCards;
import dev.wharf.messaging.content.Content.Deletion;
import dev.wharf.messaging.content.Content.Edit;
import dev.wharf.messaging.content.Content.GroupInvite;
import dev.wharf.messaging.content.Content.LiveLocation;
import dev.wharf.messaging.content.Content.Location;
import dev.wharf.messaging.content.Content.Pin;
import dev.wharf.messaging.content.Content.Poll;
import dev.wharf.messaging.content.Content.Preview;
import dev.wharf.messaging.content.Content.Reaction;
import dev.wharf.messaging.content.Content.Text;
import dev.wharf.protocol.Opaque;
import dev.wharf.protocol.proto.MessageProto.ContactMessage;
import dev.wharf.protocol.proto.MessageProto.ExtendedTextMessage;
import dev.wharf.protocol.proto.MessageProto.GroupInviteMessage;
import dev.wharf.protocol.proto.MessageProto.LiveLocationMessage;
import dev.wharf.protocol.proto.MessageProto.LocationMessage;
import dev.wharf.protocol.proto.MessageProto.Message;
import dev.wharf.protocol.proto.MessageProto.PinInChatMessage;
import dev.wharf.protocol.proto.MessageProto.PollCreationMessage;
import dev.wharf.protocol.proto.MessageProto.ProtocolMessage;
import java.util.List;
import java.util.Optional;

/** The content of an unwrapped message, if it has one. */
final class ContentReader {

  static final int REVOKE = 0;
  static final int MESSAGE_EDIT = 14;
  static final int PIN = 1;
  private static final double MAX_LATITUDE = 90;
  private static final double MAX_LONGITUDE = 180;

  private ContentReader() {}

  static Optional<Content> read(Message message, Optional<Opaque> secret) {
    return text(message)
        .or(() -> media(message))
        .or(() -> place(message))
        .or(() -> people(message))
        .or(() -> poll(message, secret))
        .or(() -> aboutAnother(message))
        .or(() -> AddOnWire.read(message))
        .or(() -> Unread.kind(message).map(Content.Unsupported::new));
  }

  private static Optional<Content> text(Message message) {
    if (message.hasExtendedTextMessage()) {
      var text = message.getExtendedTextMessage();
      return Optional.of(new Text(Wire.text(text.getText()), preview(text)));
    }
    return Wire.filled(message.getConversation()).map(Text::of);
  }

  private static Optional<Preview> preview(ExtendedTextMessage text) {
    return Wire.filled(text.getMatchedText())
        .map(
            url ->
                new Preview(
                    url,
                    Wire.filled(text.getTitle()),
                    Wire.filled(text.getDescription()),
                    Wire.opaque(text.getJpegThumbnail())));
  }

  private static Optional<Content> media(Message message) {
    if (message.hasImageMessage()) {
      return Optional.of(MediaReader.image(message.getImageMessage()));
    }
    if (message.hasVideoMessage()) {
      return Optional.of(MediaReader.video(message.getVideoMessage(), false));
    }
    if (message.hasPtvMessage()) {
      return Optional.of(MediaReader.video(message.getPtvMessage(), true));
    }
    if (message.hasAudioMessage()) {
      return Optional.of(MediaReader.audio(message.getAudioMessage()));
    }
    if (message.hasDocumentMessage()) {
      return Optional.of(MediaReader.document(message.getDocumentMessage()));
    }
    if (message.hasStickerMessage()) {
      return Optional.of(MediaReader.sticker(message.getStickerMessage()));
    }
    return Optional.empty();
  }

  private static Optional<Content> place(Message message) {
    if (message.hasLocationMessage()) {
      return Optional.of(location(message.getLocationMessage()));
    }
    if (message.hasLiveLocationMessage()) {
      return Optional.of(liveLocation(message.getLiveLocationMessage()));
    }
    return Optional.empty();
  }

  private static Location location(LocationMessage it) {
    return new Location(
        degrees(it.getDegreesLatitude(), MAX_LATITUDE),
        degrees(it.getDegreesLongitude(), MAX_LONGITUDE),
        Wire.filled(it.getName()),
        Wire.filled(it.getAddress()),
        Wire.filled(it.getUrl()),
        Wire.number(it.getAccuracyInMeters()));
  }

  private static LiveLocation liveLocation(LiveLocationMessage it) {
    return new LiveLocation(
        degrees(it.getDegreesLatitude(), MAX_LATITUDE),
        degrees(it.getDegreesLongitude(), MAX_LONGITUDE),
        Wire.number(it.getAccuracyInMeters()),
        Wire.filled(it.getCaption()),
        it.getSequenceNumber());
  }

  private static double degrees(double value, double max) {
    if (value >= -max && value <= max) {
      return value;
    }
    throw Wire.malformed("message.location", "is not on this globe");
  }

  private static Optional<Content> people(Message message) {
    if (message.hasContactMessage()) {
      return Optional.of(
          new ContactCards(Optional.empty(), List.of(card(message.getContactMessage()))));
    }
    if (message.hasContactsArrayMessage()) {
      var array = message.getContactsArrayMessage();
      return Optional.of(
          new ContactCards(
              Wire.filled(array.getDisplayName()),
              array.getContactsList().stream().map(ContentReader::card).toList()));
    }
    if (message.hasGroupInviteMessage()) {
      return Optional.of(invite(message.getGroupInviteMessage()));
    }
    return Optional.empty();
  }

  private static Card card(ContactMessage it) {
    return new Card(Wire.text(it.getDisplayName()), Wire.text(it.getVcard()));
  }

  private static Content invite(GroupInviteMessage it) {
    return new GroupInvite(
        Wire.jid(it.getGroupJid())
            .orElseThrow(() -> Wire.malformed("message.groupInvite", "is to no group")),
        Wire.text(it.getInviteCode()),
        Wire.filled(it.getGroupName()),
        Wire.seconds(it.getInviteExpiration()),
        Wire.filled(it.getCaption()));
  }

  private static Optional<Content> poll(Message message, Optional<Opaque> secret) {
    return pollCreation(message)
        .map(
            it ->
                new Poll(
                    Wire.text(it.getName()),
                    it.getOptionsList().stream()
                        .map(option -> Wire.text(option.getOptionName()))
                        .toList(),
                    Math.max(0, it.getSelectableOptionsCount()),
                    secret.or(() -> Wire.opaque(it.getEncKey(), 32))));
  }

  static Optional<PollCreationMessage> pollCreation(Message message) {
    if (message.hasPollCreationMessage()) {
      return Optional.of(message.getPollCreationMessage());
    }
    if (message.hasPollCreationMessageV2()) {
      return Optional.of(message.getPollCreationMessageV2());
    }
    if (message.hasPollCreationMessageV3()) {
      return Optional.of(message.getPollCreationMessageV3());
    }
    if (message.hasPollCreationMessageV5()) {
      return Optional.of(message.getPollCreationMessageV5());
    }
    return Optional.empty();
  }

  private static Optional<Content> aboutAnother(Message message) {
    if (message.hasReactionMessage()) {
      var it = message.getReactionMessage();
      return Optional.of(
          new Reaction(
              Wire.ref(it.getKey(), "message.reaction.key"),
              Wire.text(it.getText()),
              Wire.millis(it.getSenderTimestampMs())));
    }
    if (message.hasPinInChatMessage()) {
      return Optional.of(pin(message.getPinInChatMessage(), message));
    }
    if (message.hasProtocolMessage()) {
      return protocol(message.getProtocolMessage());
    }
    return Optional.empty();
  }

  private static Pin pin(PinInChatMessage it, Message message) {
    return new Pin(
        Wire.ref(it.getKey(), "message.pin.key"),
        it.getType() == PIN,
        Wire.number(message.getMessageContextInfo().getMessageAddOnDurationInSecs()),
        Wire.millis(it.getSenderTimestampMs()));
  }

  private static Optional<Content> protocol(ProtocolMessage it) {
    return switch (it.getType()) {
      case REVOKE ->
          it.hasKey()
              ? Optional.of(new Deletion(Wire.ref(it.getKey(), "message.deletion.key")))
              : Optional.empty();
      case MESSAGE_EDIT -> Optional.of(edit(it));
      default -> Optional.empty();
    };
  }

  private static Edit edit(ProtocolMessage it) {
    var edited = Envelopes.open(it.getEditedMessage());
    // What edits an edit, or says nothing, is no wording of a message.
    Content content =
        edited.inner().hasProtocolMessage()
            ? new Content.Unsupported("protocolMessage")
            : read(edited.inner(), edited.secret())
                .orElseGet(() -> new Content.Unsupported("unknown"));
    return new Edit(
        Wire.ref(it.getKey(), "message.edit.key"), content, Wire.millis(it.getTimestampMs()));
  }
}
