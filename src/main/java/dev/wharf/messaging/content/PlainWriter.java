package dev.wharf.messaging.content;

import dev.wharf.messaging.content.Content.Card;
import dev.wharf.messaging.content.Content.ContactCards;
import dev.wharf.messaging.content.Content.GroupInvite;
import dev.wharf.messaging.content.Content.LiveLocation;
import dev.wharf.messaging.content.Content.Location;
import dev.wharf.messaging.content.Content.Poll;
import dev.wharf.messaging.content.Content.Preview;
import dev.wharf.messaging.content.Content.Text;
import dev.wharf.protocol.proto.MessageProto.ContactMessage;
import dev.wharf.protocol.proto.MessageProto.ContactsArrayMessage;
import dev.wharf.protocol.proto.MessageProto.ContextInfo;
import dev.wharf.protocol.proto.MessageProto.ExtendedTextMessage;
import dev.wharf.protocol.proto.MessageProto.GroupInviteMessage;
import dev.wharf.protocol.proto.MessageProto.LiveLocationMessage;
import dev.wharf.protocol.proto.MessageProto.LocationMessage;
import dev.wharf.protocol.proto.MessageProto.Message;
import dev.wharf.protocol.proto.MessageProto.PollCreationMessage;
import java.util.Optional;

/** What is all there in the message itself: texts, places, cards, polls. */
final class PlainWriter {

  private PlainWriter() {}

  static void text(Text it, Optional<ContextInfo> context, Message.Builder message) {
    if (context.isEmpty() && it.preview().isEmpty() && !it.text().isEmpty()) {
      message.setConversation(it.text());
      return;
    }
    var text = ExtendedTextMessage.newBuilder().setText(it.text());
    it.preview().ifPresent(preview -> preview(preview, text));
    context.ifPresent(text::setContextInfo);
    message.setExtendedTextMessage(text);
  }

  private static void preview(Preview it, ExtendedTextMessage.Builder text) {
    text.setMatchedText(it.url());
    it.title().ifPresent(text::setTitle);
    it.description().ifPresent(text::setDescription);
    it.thumbnail().ifPresent(thumbnail -> text.setJpegThumbnail(Wire.bytes(thumbnail)));
  }

  static void location(Location it, Optional<ContextInfo> context, Message.Builder message) {
    var location =
        LocationMessage.newBuilder()
            .setDegreesLatitude(it.latitude())
            .setDegreesLongitude(it.longitude());
    it.name().ifPresent(location::setName);
    it.address().ifPresent(location::setAddress);
    it.url().ifPresent(location::setUrl);
    it.accuracyMeters().ifPresent(location::setAccuracyInMeters);
    context.ifPresent(location::setContextInfo);
    message.setLocationMessage(location);
  }

  static void liveLocation(
      LiveLocation it, Optional<ContextInfo> context, Message.Builder message) {
    var location =
        LiveLocationMessage.newBuilder()
            .setDegreesLatitude(it.latitude())
            .setDegreesLongitude(it.longitude())
            .setSequenceNumber(it.sequence());
    it.accuracyMeters().ifPresent(location::setAccuracyInMeters);
    it.caption().ifPresent(location::setCaption);
    context.ifPresent(location::setContextInfo);
    message.setLiveLocationMessage(location);
  }

  static void cards(ContactCards it, Optional<ContextInfo> context, Message.Builder message) {
    if (it.cards().size() == 1 && it.title().isEmpty()) {
      var card = card(it.cards().getFirst());
      context.ifPresent(card::setContextInfo);
      message.setContactMessage(card);
      return;
    }
    var array = ContactsArrayMessage.newBuilder();
    it.title().ifPresent(array::setDisplayName);
    it.cards().forEach(card -> array.addContacts(card(card)));
    context.ifPresent(array::setContextInfo);
    message.setContactsArrayMessage(array);
  }

  private static ContactMessage.Builder card(Card it) {
    return ContactMessage.newBuilder().setDisplayName(it.name()).setVcard(it.vcard());
  }

  static void invite(GroupInvite it, Optional<ContextInfo> context, Message.Builder message) {
    var invite =
        GroupInviteMessage.newBuilder().setGroupJid(it.group().toString()).setInviteCode(it.code());
    it.name().ifPresent(invite::setGroupName);
    it.expiresAt().ifPresent(at -> invite.setInviteExpiration(at.getEpochSecond()));
    it.caption().ifPresent(invite::setCaption);
    context.ifPresent(invite::setContextInfo);
    message.setGroupInviteMessage(invite);
  }

  /** One choice is of the third version, several of the first: so do phones. */
  static void poll(Poll it, Optional<ContextInfo> context, Message.Builder message) {
    var poll =
        PollCreationMessage.newBuilder()
            .setName(it.name())
            .setSelectableOptionsCount(it.selectable());
    it.options()
        .forEach(
            option ->
                poll.addOptions(PollCreationMessage.Option.newBuilder().setOptionName(option)));
    context.ifPresent(poll::setContextInfo);
    if (it.selectable() == 1) {
      message.setPollCreationMessageV3(poll);
    } else {
      message.setPollCreationMessage(poll);
    }
  }
}
