package dev.wharf.messaging;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.wharf.identity.MessageId;
import dev.wharf.messaging.content.Content;
import dev.wharf.messaging.content.Content.Deletion;
import dev.wharf.messaging.content.Content.Edit;
import dev.wharf.messaging.content.Content.Pin;
import dev.wharf.messaging.content.Content.PollVote;
import dev.wharf.messaging.content.Content.Reaction;
import dev.wharf.messaging.content.Content.SecretAddOn;
import dev.wharf.messaging.content.ContentJson;
import dev.wharf.messaging.content.Decoded.Flags;
import dev.wharf.messaging.content.Written;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How contents are stored and shown: a kind, and the rest of their JSON. */
final class Said {

  private static final TypeReference<LinkedHashMap<String, Object>> MAP = new TypeReference<>() {};
  private static final String TYPE = "type";
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private Said() {}

  static Read of(Written written, Flags flags) {
    Map<String, Object> content = map(ContentJson.write(written));
    String kind = String.valueOf(content.remove(TYPE));
    flag(content, "viewOnce", flags.viewOnce());
    flag(content, "ephemeral", flags.ephemeral());
    flag(content, "forwarded", flags.forwarded());
    Optional<SecretAddOn> sealed =
        written.content() instanceof SecretAddOn addOn ? Optional.of(addOn) : Optional.empty();
    return new Read(kind, content, change(written), sealed);
  }

  private static void flag(Map<String, Object> content, String name, boolean value) {
    if (value) {
      content.put(name, true);
    }
  }

  static Optional<Change> change(Written written) {
    return switch (written.content()) {
      case Edit it -> changed(it.target().id(), Change.What.EDIT, edited(written, it));
      case Deletion it -> changed(it.target().id(), Change.What.DELETION, Map.of());
      case Reaction it ->
          changed(it.target().id(), Change.What.REACTION, Map.of("emoji", it.emoji()));
      case PollVote it -> changed(it.poll().id(), Change.What.VOTE, vote(it));
      case Pin it -> changed(it.target().id(), Change.What.OTHER, Map.of());
      case SecretAddOn it -> changed(it.target().id(), Change.What.OTHER, Map.of());
      case Content.Text _,
          Content.Media _,
          Content.Location _,
          Content.LiveLocation _,
          Content.ContactCards _,
          Content.Poll _,
          Content.GroupInvite _,
          Content.Unsupported _ ->
          Optional.empty();
    };
  }

  private static Optional<Change> changed(
      MessageId target, Change.What what, Map<String, Object> value) {
    return Optional.of(new Change(target, what, value));
  }

  /** The mentions of an edit are those of its new wording. */
  private static Map<String, Object> edited(Written written, Edit edit) {
    Map<String, Object> value =
        map(
            ContentJson.write(
                new Written(
                    edit.content(),
                    Optional.empty(),
                    written.mentions(),
                    written.expirationSeconds())));
    value.remove(TYPE);
    return value;
  }

  private static Map<String, Object> vote(PollVote vote) {
    return vote.unknown() > 0
        ? Map.of("options", List.copyOf(vote.options()), "unknownOptions", vote.unknown())
        : Map.of("options", List.copyOf(vote.options()));
  }

  private static Map<String, Object> map(ObjectNode json) {
    return MAPPER.convertValue(json, MAP);
  }
}
