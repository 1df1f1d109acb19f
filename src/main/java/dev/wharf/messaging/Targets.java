package dev.wharf.messaging;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.wharf.messaging.content.Content;
import dev.wharf.messaging.content.Content.Deletion;
import dev.wharf.messaging.content.Content.Edit;
import dev.wharf.messaging.content.Content.Pin;
import dev.wharf.messaging.content.Content.PollVote;
import dev.wharf.messaging.content.Content.Reaction;
import dev.wharf.messaging.content.Content.SecretAddOn;
import dev.wharf.messaging.content.MessageRef;
import java.util.Optional;

/** The message that a content is about, for those that are about one. */
final class Targets {

  private static final String TARGET = "target";
  private static final String FROM_ME = "fromMe";

  private Targets() {}

  static Optional<MessageRef> of(Content content) {
    return switch (content) {
      case Edit it -> Optional.of(it.target());
      case Deletion it -> Optional.of(it.target());
      case Reaction it -> Optional.of(it.target());
      case PollVote it -> Optional.of(it.poll());
      case Pin it -> Optional.of(it.target());
      case SecretAddOn it -> Optional.of(it.target());
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

  /** The same about that message. */
  static Content with(Content content, MessageRef target) {
    return switch (content) {
      case Edit it -> new Edit(target, it.content(), it.at());
      case Deletion _ -> new Deletion(target);
      case Reaction it -> new Reaction(target, it.emoji(), it.at());
      case PollVote it -> new PollVote(target, it.options(), it.unknown());
      case Pin it -> new Pin(target, it.pinned(), it.seconds(), it.at());
      case SecretAddOn it -> new SecretAddOn(it.kind(), target, it.payload(), it.iv(), it.at());
      case Content.Text _,
          Content.Media _,
          Content.Location _,
          Content.LiveLocation _,
          Content.ContactCards _,
          Content.Poll _,
          Content.GroupInvite _,
          Content.Unsupported _ ->
          content;
    };
  }

  /** Whether only the author may. In a group its admins may delete what others wrote. */
  static boolean ownOnly(Content content, boolean group) {
    return content instanceof Edit || (content instanceof Deletion && !group);
  }

  /**
   * What was asked for, where the message that it is about is in the chat that it goes to. What
   * only the author may do is taken to be about one's own until that message is found.
   */
  static ObjectNode completed(NewMessage message) {
    if (!(message.body().get(TARGET) instanceof ObjectNode)) {
      return message.body();
    }
    ObjectNode body = message.body().deepCopy();
    ObjectNode target = body.withObject("/" + TARGET).put("chat", message.to().toString());
    String type = body.path("type").asText();
    if (!named(message) && (type.equals("edit") || type.equals("deletion"))) {
      target.put(FROM_ME, true);
    }
    return body;
  }

  /** Whether it was said whose message it is about. */
  static boolean named(NewMessage message) {
    JsonNode target = message.body().path(TARGET);
    return target.hasNonNull(FROM_ME) || target.hasNonNull("sender");
  }
}
