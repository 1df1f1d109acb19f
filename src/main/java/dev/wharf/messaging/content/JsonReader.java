package dev.wharf.messaging.content;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.wharf.messaging.content.Content.Card;
import dev.wharf.messaging.content.Content.ContactCards;
import dev.wharf.messaging.content.Content.Deletion;
import dev.wharf.messaging.content.Content.Edit;
import dev.wharf.messaging.content.Content.GroupInvite;
import dev.wharf.messaging.content.Content.LiveLocation;
import dev.wharf.messaging.content.Content.Location;
import dev.wharf.messaging.content.Content.Looks;
import dev.wharf.messaging.content.Content.Media;
import dev.wharf.messaging.content.Content.Pin;
import dev.wharf.messaging.content.Content.Poll;
import dev.wharf.messaging.content.Content.PollVote;
import dev.wharf.messaging.content.Content.Preview;
import dev.wharf.messaging.content.Content.Reaction;
import dev.wharf.messaging.content.Content.Text;
import dev.wharf.messaging.content.JsonFields.Wrong;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** Reads the form that {@link ContentJson} describes. */
final class JsonReader {

  /** Where it goes to, and how: not part of what it says. */
  private static final Set<String> OF_THE_ORDER = Set.of("to", "ttlSeconds", "typing");

  private final Optional<MediaRef> uploaded;

  JsonReader(Optional<MediaRef> uploaded) {
    this.uploaded = uploaded;
  }

  Written written(ObjectNode json) {
    var fields = new JsonFields(json, "");
    var written =
        new Written(
            content(fields, true),
            fields.object("quoted").map(JsonReader::quote),
            fields.jids("mentions"),
            fields.number("expirationSeconds"));
    fields.requireNoOther(OF_THE_ORDER);
    return written;
  }

  private Content content(JsonFields fields, boolean outermost) {
    String type = fields.requiredText("type");
    for (MediaType kind : MediaType.values()) {
      if (kind.word().equals(type)) {
        return media(kind, fields);
      }
    }
    return switch (type) {
      case "text" ->
          new Text(fields.requiredText("text"), fields.object("preview").map(JsonReader::preview));
      case "location" -> location(fields.requiredObject("location"));
      case "liveLocation" -> liveLocation(fields);
      case "contacts" -> contacts(fields);
      case "poll" -> poll(fields.requiredObject("poll"));
      case "pollVote" -> new PollVote(target(fields), fields.texts("options"), 0);
      case "reaction" ->
          new Reaction(target(fields), fields.requiredText("text"), Optional.empty());
      case "edit" -> edit(fields, outermost);
      case "deletion" -> new Deletion(target(fields));
      case "pin" ->
          new Pin(
              target(fields),
              fields.flag("pinned").orElse(true),
              fields.number("seconds"),
              Optional.empty());
      case "groupInvite" -> invite(fields);
      default -> throw new Wrong("type_unknown", "Messages of this type cannot be sent.");
    };
  }

  private static Preview preview(JsonFields fields) {
    return new Preview(
        fields.requiredText("url"),
        fields.text("title"),
        fields.text("description"),
        Optional.empty());
  }

  private Media media(MediaType kind, JsonFields fields) {
    var media = fields.requiredObject("media");
    return new Media(
        kind,
        uploaded.orElse(MediaRef.NONE),
        media.requiredText("mimetype"),
        fields.text("text").filter(it -> !it.isEmpty()),
        media.text("fileName"),
        new Looks(
            media.number("width"),
            media.number("height"),
            media.number("seconds"),
            media.number("pages"),
            media.bytes("thumbnail"),
            media.bytes("waveform"),
            media.flag("animated").orElse(false)));
  }

  private static Location location(JsonFields fields) {
    return new Location(
        fields.degrees("latitude"),
        fields.degrees("longitude"),
        fields.text("name"),
        fields.text("address"),
        fields.text("url"),
        fields.number("accuracyMeters"));
  }

  private static LiveLocation liveLocation(JsonFields fields) {
    var location = fields.requiredObject("location");
    return new LiveLocation(
        location.degrees("latitude"),
        location.degrees("longitude"),
        location.number("accuracyMeters"),
        fields.text("text"),
        location.number("sequence").orElse(0));
  }

  private static ContactCards contacts(JsonFields fields) {
    return new ContactCards(
        fields.text("title"),
        fields.objects("contacts").stream()
            .map(it -> new Card(it.requiredText("name"), it.requiredText("vcard")))
            .toList());
  }

  private static Poll poll(JsonFields fields) {
    return new Poll(
        fields.requiredText("name"),
        fields.texts("options"),
        fields.number("selectable").orElse(1),
        Optional.empty());
  }

  private Edit edit(JsonFields fields, boolean outermost) {
    if (!outermost) {
      throw new Wrong("edit_invalid", "An edit cannot be edited.");
    }
    return new Edit(
        target(fields), content(fields.requiredObject("content"), false), Optional.empty());
  }

  private static GroupInvite invite(JsonFields fields) {
    var invite = fields.requiredObject("invite");
    return new GroupInvite(
        invite.requiredJid("group"),
        invite.requiredText("code"),
        invite.text("name"),
        invite.text("expiresAt").map(JsonReader::instant),
        fields.text("text"));
  }

  private static Instant instant(String text) {
    try {
      return Wire.seconds(Instant.parse(text).getEpochSecond())
          .orElseThrow(() -> new DateTimeException("not in our time"));
    } catch (DateTimeException _) {
      throw new Wrong(
          "field_invalid", "«invite.expiresAt» must be a time like 2026-01-31T12:00:00Z.");
    }
  }

  private static MessageRef target(JsonFields fields) {
    var target = fields.requiredObject("target");
    return new MessageRef(
        target.messageId(),
        target.jid("chat"),
        target.flag("fromMe").orElse(false),
        target.jid("sender"));
  }

  private static Quote quote(JsonFields fields) {
    return new Quote(
        fields.messageId(),
        fields.jid("sender"),
        fields.jid("chat"),
        fields.text("text").map(Text::of));
  }
}
