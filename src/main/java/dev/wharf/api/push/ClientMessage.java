package dev.wharf.api.push;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.wharf.identity.AccountId;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What a reader sends: a wish that can be granted, or something bad. Parsing never throws. */
sealed interface ClientMessage {

  int MAX_ENTRIES = 5_000;

  /** A wish. */
  record Wish(Subscribe subscribe) implements ClientMessage {}

  /** What is wrong, for the one who wrote the client. */
  record Bad(String code, String message) implements ClientMessage {}

  static ClientMessage parse(ObjectMapper mapper, String text) {
    try {
      JsonNode root = mapper.readTree(text);
      return root.isObject()
          ? new Wish(subscribe(root))
          : new Bad("bad_message", "A message must be a JSON object.");
    } catch (JsonProcessingException e) {
      return new Bad("malformed_json", "The message is not valid JSON.");
    } catch (Wrong wrong) {
      return new Bad("bad_message", wrong.expected);
    }
  }

  private static Subscribe subscribe(JsonNode root) {
    JsonNode wish = root.path("subscribe");
    if (!wish.isObject()) {
      throw new Wrong("Send {\"subscribe\": {\"accounts\": [\"*\"], \"types\": [\"*\"]}}.");
    }
    return new Subscribe(
        entries(wish.path("accounts"), "subscribe.accounts", ClientMessage::account),
        entries(wish.path("types"), "subscribe.types", Function.identity()),
        cursor(root.path("after")));
  }

  private static AccountId account(String text) {
    try {
      return AccountId.parse(text);
    } catch (IllegalArgumentException e) {
      throw new Wrong("subscribe.accounts must hold account ids or \"*\".");
    }
  }

  /**
   * @return {@code null} for all: if the list is absent or holds a star
   */
  private static <T> @Nullable Set<T> entries(
      JsonNode list, String name, Function<String, T> read) {
    if (list instanceof MissingNode || list.isNull()) {
      return null;
    }
    if (!list.isArray() || list.size() > MAX_ENTRIES) {
      throw new Wrong(name + " must be a list of at most " + MAX_ENTRIES + " texts.");
    }
    var entries = new HashSet<T>();
    for (JsonNode entry : list) {
      if (!entry.isTextual()) {
        throw new Wrong(name + " must be a list of texts.");
      }
      if (entry.textValue().equals("*")) {
        return null;
      }
      entries.add(read.apply(entry.textValue()));
    }
    return Set.copyOf(entries);
  }

  /** A cursor is the seq of an event, as a number or as a text. */
  private static @Nullable Long cursor(JsonNode node) {
    if (node instanceof MissingNode || node.isNull()) {
      return null;
    }
    long seq =
        node.isTextual() ? number(node.textValue()) : node.canConvertToLong() ? node.asLong() : -1;
    if (seq < 0 || node.isFloatingPointNumber()) {
      throw new Wrong("after must be the seq of an event.");
    }
    return seq;
  }

  private static long number(String text) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      return -1;
    }
  }

  /** Carries what is wrong out of the parser. */
  final class Wrong extends RuntimeException {
    private final String expected;

    private Wrong(String expected) {
      super(expected, null, false, false);
      this.expected = expected;
    }
  }
}
