package dev.wharf.sandbox.phone;

import java.util.Map;
import java.util.Optional;

/**
 * What a message says, as far as a test wants to know.
 *
 * @param kind {@code text}, {@code image}, …; {@code other} for what is not known here
 * @param text what was written, or the caption, name or reaction
 * @param about the id of the message that it reacts to, changes or takes back
 */
public record Told(String kind, Optional<String> text, Optional<String> about) {

  private static final int CONVERSATION = 1;
  private static final int EXTENDED_TEXT = 6;
  private static final int PROTOCOL = 12;
  private static final int REACTION = 46;
  private static final int VOTE = 50;
  private static final int REVOKE = 0;
  private static final int EDIT = 14;

  /** Messages around messages: once-only, disappearing, with a caption, edited. */
  private static final int[] WRAPPERS = {37, 40, 53, 55, 58, 59};

  /** Which field holds what kind, and in which field of it there may be a text; 0 for none. */
  private record Kind(String name, int text) {}

  private static final Map<Integer, Kind> KINDS =
      Map.ofEntries(
          Map.entry(3, new Kind("image", 3)),
          Map.entry(4, new Kind("contact", 1)),
          Map.entry(5, new Kind("location", 3)),
          Map.entry(7, new Kind("document", 20)),
          Map.entry(8, new Kind("audio", 0)),
          Map.entry(9, new Kind("video", 7)),
          Map.entry(13, new Kind("contacts", 1)),
          Map.entry(18, new Kind("live-location", 0)),
          Map.entry(26, new Kind("sticker", 0)),
          Map.entry(49, new Kind("poll", 2)),
          Map.entry(60, new Kind("poll", 2)),
          Map.entry(63, new Kind("pin", 0)),
          Map.entry(64, new Kind("poll", 2)));

  static Told of(Fields wrapped) {
    Fields message = unwrapped(wrapped);
    Optional<Told> said =
        message
            .text(CONVERSATION)
            .or(() -> message.child(EXTENDED_TEXT).flatMap(it -> it.text(1)))
            .map(text -> new Told("text", Optional.of(text), Optional.empty()));
    return said.or(() -> message.child(PROTOCOL).map(Told::change))
        .or(() -> message.child(REACTION).map(it -> new Told("reaction", it.text(2), key(it))))
        .or(() -> message.child(VOTE).map(it -> new Told("vote", Optional.empty(), key(it))))
        .or(() -> ofKind(message))
        .orElse(new Told("other", Optional.empty(), Optional.empty()));
  }

  /** The message inside of messages around it. */
  static Fields unwrapped(Fields message) {
    for (int wrapper : WRAPPERS) {
      Optional<Fields> inner = message.child(wrapper, 1);
      if (inner.isPresent()) {
        return unwrapped(inner.get());
      }
    }
    return message;
  }

  private static Optional<Told> ofKind(Fields message) {
    for (var kind : KINDS.entrySet()) {
      Optional<Fields> content = message.child(kind.getKey());
      if (content.isPresent()) {
        int field = kind.getValue().text();
        Optional<String> text = field == 0 ? Optional.empty() : content.get().text(field);
        return Optional.of(new Told(kind.getValue().name(), text, Optional.empty()));
      }
    }
    return Optional.empty();
  }

  private static Told change(Fields protocol) {
    long type = protocol.number(2).orElse(REVOKE);
    if (type == EDIT) {
      return new Told("edit", protocol.child(14).flatMap(it -> of(it).text()), key(protocol));
    }
    return new Told(type == REVOKE ? "deletion" : "protocol", Optional.empty(), key(protocol));
  }

  private static Optional<String> key(Fields content) {
    return content.child(1).flatMap(key -> key.text(3));
  }

  boolean isText() {
    return kind.equals("text");
  }
}
