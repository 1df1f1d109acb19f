package dev.wharf.protocol.stanza.chat;

import dev.wharf.protocol.node.Node;
import java.util.Optional;

/**
 * What the stanza of a message tells the server of its content (messaging.md 5.4).
 *
 * @param type {@code text}, {@code media}, {@code reaction}, {@code poll}, {@code event}
 * @param edit 1 an edit, 2 a pin, 7 the author's deletion, 8 an admin's deletion
 * @param mediaType of the cipher
 * @param hidden whether a device that cannot decrypt it shows nothing ({@code decrypt-fail=hide})
 */
public record Shape(
    String type, Optional<String> edit, Optional<String> mediaType, boolean hidden) {

  /** What the server wants to know besides of polls and events: that it is one, or is about one. */
  Optional<Node> meta() {
    return switch (type) {
      case "poll" -> Optional.of(Node.of("meta").with("polltype", hidden ? "vote" : "creation"));
      case "event" ->
          Optional.of(Node.of("meta").with("event_type", hidden ? "response" : "creation"));
      default -> Optional.empty();
    };
  }

  public static final Shape TEXT = new Shape("text", Optional.empty(), Optional.empty(), false);
}
