package dev.wharf.messaging.content;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.wharf.messaging.content.Content.ContactCards;
import dev.wharf.messaging.content.Content.Deletion;
import dev.wharf.messaging.content.Content.Edit;
import dev.wharf.messaging.content.Content.GroupInvite;
import dev.wharf.messaging.content.Content.LiveLocation;
import dev.wharf.messaging.content.Content.Location;
import dev.wharf.messaging.content.Content.Media;
import dev.wharf.messaging.content.Content.Pin;
import dev.wharf.messaging.content.Content.Poll;
import dev.wharf.messaging.content.Content.PollVote;
import dev.wharf.messaging.content.Content.Reaction;
import dev.wharf.messaging.content.Content.SecretAddOn;
import dev.wharf.messaging.content.Content.Text;
import dev.wharf.messaging.content.Content.Unsupported;
import java.util.Collection;
import java.util.Optional;

/** Writes the form that {@link ContentJson} describes. */
final class JsonWriter {

  private JsonWriter() {}

  static ObjectNode write(Written written) {
    ObjectNode json = object();
    content(written.content(), json);
    written.quote().ifPresent(quote -> json.set("quoted", quote(quote)));
    if (!written.mentions().isEmpty()) {
      strings(json, "mentions", written.mentions());
    }
    written.expirationSeconds().ifPresent(it -> json.put("expirationSeconds", it));
    return json;
  }

  private static void content(Content content, ObjectNode json) {
    json.put("type", type(content));
    switch (content) {
      case Text it -> {
        json.put("text", it.text());
        it.preview().ifPresent(preview -> preview(preview, json.putObject("preview")));
      }
      case Media it -> {
        it.caption().ifPresent(caption -> json.put("text", caption));
        media(it, json.putObject("media"));
      }
      case Location it -> location(it, json.putObject("location"));
      case LiveLocation it -> {
        it.caption().ifPresent(caption -> json.put("text", caption));
        liveLocation(it, json.putObject("location"));
      }
      case ContactCards it -> contacts(it, json);
      case Poll it -> poll(it, json.putObject("poll"));
      case PollVote it -> vote(it, json);
      case Reaction it -> json.put("text", it.emoji()).set("target", ref(it.target()));
      case Edit it -> {
        json.set("target", ref(it.target()));
        content(it.content(), json.putObject("content"));
      }
      case Deletion it -> json.set("target", ref(it.target()));
      case Pin it -> pin(it, json);
      case GroupInvite it -> {
        it.caption().ifPresent(caption -> json.put("text", caption));
        invite(it, json.putObject("invite"));
      }
      case SecretAddOn it -> json.put("kind", word(it.kind())).set("target", ref(it.target()));
      case Unsupported it -> json.put("kind", it.kind());
    }
  }

  static String type(Content content) {
    return switch (content) {
      case Text _ -> "text";
      case Media it -> it.kind().word();
      case Location _ -> "location";
      case LiveLocation _ -> "liveLocation";
      case ContactCards _ -> "contacts";
      case Poll _ -> "poll";
      case PollVote _ -> "pollVote";
      case Reaction _ -> "reaction";
      case Edit _ -> "edit";
      case Deletion _ -> "deletion";
      case Pin _ -> "pin";
      case GroupInvite _ -> "groupInvite";
      case SecretAddOn _ -> "encrypted";
      case Unsupported _ -> "unsupported";
    };
  }

  private static String word(AddOn kind) {
    return switch (kind) {
      case POLL_VOTE -> "pollVote";
      case REACTION -> "reaction";
      case COMMENT -> "comment";
      case EVENT_RESPONSE -> "eventResponse";
      case EVENT_EDIT -> "eventEdit";
      case MESSAGE_EDIT -> "edit";
    };
  }

  private static void preview(Content.Preview it, ObjectNode json) {
    json.put("url", it.url());
    put(json, "title", it.title());
    put(json, "description", it.description());
  }

  private static void media(Media it, ObjectNode json) {
    json.put("mimetype", it.mimetype());
    it.ref().size().ifPresent(size -> json.put("size", size));
    put(json, "fileName", it.fileName());
    it.looks().width().ifPresent(width -> json.put("width", width));
    it.looks().height().ifPresent(height -> json.put("height", height));
    it.looks().seconds().ifPresent(seconds -> json.put("seconds", seconds));
    it.looks().pages().ifPresent(pages -> json.put("pages", pages));
    if (it.looks().animated()) {
      json.put("animated", true);
    }
  }

  private static void location(Location it, ObjectNode json) {
    json.put("latitude", it.latitude()).put("longitude", it.longitude());
    put(json, "name", it.name());
    put(json, "address", it.address());
    put(json, "url", it.url());
    it.accuracyMeters().ifPresent(meters -> json.put("accuracyMeters", meters));
  }

  private static void liveLocation(LiveLocation it, ObjectNode json) {
    json.put("latitude", it.latitude()).put("longitude", it.longitude());
    it.accuracyMeters().ifPresent(meters -> json.put("accuracyMeters", meters));
    json.put("sequence", it.sequence());
  }

  private static void contacts(ContactCards it, ObjectNode json) {
    put(json, "title", it.title());
    var cards = json.putArray("contacts");
    it.cards()
        .forEach(card -> cards.addObject().put("name", card.name()).put("vcard", card.vcard()));
  }

  private static void poll(Poll it, ObjectNode json) {
    json.put("name", it.name());
    strings(json, "options", it.options());
    json.put("selectable", it.selectable());
  }

  private static void vote(PollVote it, ObjectNode json) {
    json.set("target", ref(it.poll()));
    strings(json, "options", it.options());
    if (it.unknown() > 0) {
      json.put("unknownOptions", it.unknown());
    }
  }

  private static void pin(Pin it, ObjectNode json) {
    json.set("target", ref(it.target()));
    json.put("pinned", it.pinned());
    it.seconds().ifPresent(seconds -> json.put("seconds", seconds));
  }

  private static void invite(GroupInvite it, ObjectNode json) {
    json.put("group", it.group().toString()).put("code", it.code());
    put(json, "name", it.name());
    it.expiresAt().ifPresent(at -> json.put("expiresAt", at.toString()));
  }

  private static ObjectNode quote(Quote it) {
    ObjectNode json = object().put("messageId", it.id().value());
    it.sender().ifPresent(sender -> json.put("sender", sender.bare().toString()));
    it.chat().ifPresent(chat -> json.put("chat", chat.toString()));
    it.content()
        .ifPresent(
            content -> {
              json.put("type", type(content));
              put(json, "text", words(content));
            });
    return json;
  }

  /** What a person reads of a content, in a line above an answer. */
  private static Optional<String> words(Content content) {
    return switch (content) {
      case Text it -> Optional.of(it.text());
      case Media it -> it.caption().or(it::fileName);
      case Location it -> it.name();
      case LiveLocation it -> it.caption();
      case ContactCards it ->
          it.title().or(() -> it.cards().stream().map(Content.Card::name).findFirst());
      case Poll it -> Optional.of(it.name());
      case Reaction it -> Optional.of(it.emoji());
      case GroupInvite it -> it.name();
      case PollVote _, Edit _, Deletion _, Pin _, SecretAddOn _, Unsupported _ -> Optional.empty();
    };
  }

  private static ObjectNode ref(MessageRef it) {
    ObjectNode json = object().put("messageId", it.id().value());
    it.chat().ifPresent(chat -> json.put("chat", chat.toString()));
    it.sender().ifPresent(sender -> json.put("sender", sender.bare().toString()));
    return json.put("fromMe", it.fromMe());
  }

  private static void put(ObjectNode json, String name, Optional<String> value) {
    value.ifPresent(it -> json.put(name, it));
  }

  private static void strings(ObjectNode json, String name, Collection<?> values) {
    var array = json.putArray(name);
    values.forEach(value -> array.add(value.toString()));
  }

  private static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }
}
