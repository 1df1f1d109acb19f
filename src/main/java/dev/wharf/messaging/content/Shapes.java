package dev.wharf.messaging.content;

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
import dev.wharf.protocol.stanza.chat.Shape;
import java.util.Optional;

/** What the stanza of a content says of it (messaging.md 5.4). */
public final class Shapes {

  private static final String EDITED = "1";
  private static final String PINNED = "2";
  private static final String DELETED = "7";
  private static final String DELETED_BY_ADMIN = "8";

  private Shapes() {}

  public static Shape of(Content content) {
    return switch (content) {
      case Text it -> it.preview().isPresent() ? media("url") : plain("text");
      case Media it -> media(it.kind().stanzaWord());
      case Location _ -> media("location");
      case LiveLocation _ -> media("livelocation");
      case ContactCards it ->
          media(it.cards().size() == 1 && it.title().isEmpty() ? "vcard" : "contact_array");
      case GroupInvite _ -> media("url");
      case Poll _ -> plain("poll");
      case PollVote _ -> addOn(AddOn.POLL_VOTE);
      case Reaction _ -> addOn(AddOn.REACTION);
      case SecretAddOn it -> addOn(it.kind());
      case Edit _ -> about(EDITED, true);
      case Pin _ -> about(PINNED, true);
      case Deletion it -> about(byAuthor(it.target()) ? DELETED : DELETED_BY_ADMIN, false);
      case Unsupported _ -> plain("text");
    };
  }

  private static boolean byAuthor(MessageRef target) {
    return target.fromMe() || !target.chat().map(Wire::isCrowd).orElse(false);
  }

  private static Shape addOn(AddOn kind) {
    return switch (kind) {
      case POLL_VOTE -> hidden("poll");
      case REACTION -> hidden("reaction");
      case EVENT_RESPONSE -> hidden("event");
      case COMMENT -> hidden("text");
      case EVENT_EDIT, MESSAGE_EDIT -> about(EDITED, true);
    };
  }

  private static Shape plain(String type) {
    return new Shape(type, Optional.empty(), Optional.empty(), false);
  }

  private static Shape media(String mediaType) {
    return new Shape("media", Optional.empty(), Optional.of(mediaType), false);
  }

  private static Shape hidden(String type) {
    return new Shape(type, Optional.empty(), Optional.empty(), true);
  }

  private static Shape about(String edit, boolean hidden) {
    return new Shape("text", Optional.of(edit), Optional.empty(), hidden);
  }
}
