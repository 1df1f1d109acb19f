package dev.wharf.messaging.content;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.wharf.identity.Jid;
import dev.wharf.identity.MessageId;
import dev.wharf.protocol.Opaque;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/** The fields of one JSON object, each of the type it must have. */
final class JsonFields {

  private static final int MAX_ITEMS = 1_024;

  /** Breaks off the reading; goes no further than {@link ContentJson}. */
  static final class Wrong extends RuntimeException {

    private final transient Refusal refusal;

    Wrong(String code, String message) {
      super(message, null, false, false);
      this.refusal = new Refusal(code, message);
    }

    Refusal refusal() {
      return refusal;
    }
  }

  private final ObjectNode json;
  private final String path;
  private final Set<String> asked = new TreeSet<>();

  JsonFields(ObjectNode json, String path) {
    this.json = json;
    this.path = path;
  }

  /**
   * Nothing may be there that nobody asked for: it would be lost without a word.
   *
   * @param others what is read elsewhere
   */
  void requireNoOther(Set<String> others) {
    for (String name : (Iterable<String>) json::fieldNames) {
      if (!asked.contains(name) && !others.contains(name)) {
        String known = String.join(", ", asked);
        throw new Wrong(
            "field_unknown",
            "«" + at(name) + "» is no field of such a message, which may have: " + known + ".");
      }
    }
  }

  private Optional<JsonNode> field(String name) {
    asked.add(name);
    return Optional.ofNullable(json.get(name)).filter(it -> !it.isNull());
  }

  private Wrong wrong(String name, String what) {
    return new Wrong("field_invalid", "«" + at(name) + "» must be " + what + ".");
  }

  private String at(String name) {
    return path.isEmpty() ? name : path + "." + name;
  }

  private <T> T required(String name, Optional<T> value) {
    return value.orElseThrow(() -> new Wrong("field_missing", "«" + at(name) + "» is missing."));
  }

  Optional<String> text(String name) {
    return field(name)
        .map(
            it -> {
              if (!it.isTextual()) {
                throw wrong(name, "a text");
              }
              return clean(name, it.textValue());
            });
  }

  /** As UTF-8 can carry it, for what it cannot carry would arrive as something else. */
  private String clean(String name, String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean pair =
          Character.isHighSurrogate(c)
              && i + 1 < text.length()
              && Character.isLowSurrogate(text.charAt(i + 1));
      if (c == 0 || Character.isSurrogate(c) && !pair) {
        throw wrong(name, "a text without NUL and broken characters");
      }
      i += pair ? 1 : 0;
    }
    return text;
  }

  String requiredText(String name) {
    return required(name, text(name));
  }

  /** Base64. */
  Optional<Opaque> bytes(String name) {
    return text(name)
        .map(
            it -> {
              try {
                return new Opaque(Base64.getDecoder().decode(it));
              } catch (IllegalArgumentException _) {
                throw wrong(name, "base64");
              }
            });
  }

  OptionalInt number(String name) {
    var it = field(name);
    if (it.isEmpty()) {
      return OptionalInt.empty();
    }
    if (!it.get().isIntegralNumber() || !it.get().canConvertToInt() || it.get().intValue() < 0) {
      throw wrong(name, "a whole number of at least 0");
    }
    return OptionalInt.of(it.get().intValue());
  }

  double degrees(String name) {
    JsonNode it = required(name, field(name));
    if (!it.isNumber() || !Double.isFinite(it.doubleValue())) {
      throw wrong(name, "a number of degrees");
    }
    return it.doubleValue();
  }

  Optional<Boolean> flag(String name) {
    return field(name)
        .map(
            it -> {
              if (!it.isBoolean()) {
                throw wrong(name, "true or false");
              }
              return it.booleanValue();
            });
  }

  Optional<JsonFields> object(String name) {
    return field(name)
        .map(
            it -> {
              if (it instanceof ObjectNode object) {
                return new JsonFields(object, at(name));
              }
              throw wrong(name, "an object");
            });
  }

  JsonFields requiredObject(String name) {
    return required(name, object(name));
  }

  List<String> texts(String name) {
    return items(
            name, it -> it.isTextual() ? Optional.of(it.textValue()) : Optional.empty(), "texts")
        .stream()
        .map(text -> clean(name, text))
        .toList();
  }

  List<JsonFields> objects(String name) {
    return items(
        name,
        it ->
            it instanceof ObjectNode object
                ? Optional.of(new JsonFields(object, at(name)))
                : Optional.empty(),
        "objects");
  }

  private <T> List<T> items(String name, Function<JsonNode, Optional<T>> item, String what) {
    List<T> items = new ArrayList<>();
    var array = field(name);
    if (array.isEmpty()) {
      return items;
    }
    if (!array.get().isArray() || array.get().size() > MAX_ITEMS) {
      throw wrong(name, "an array of at most " + MAX_ITEMS + " " + what);
    }
    for (JsonNode one : array.get()) {
      items.add(item.apply(one).orElseThrow(() -> wrong(name, "an array of " + what)));
    }
    return List.copyOf(items);
  }

  Optional<Jid> jid(String name) {
    return text(name).map(it -> jid(name, it));
  }

  Jid requiredJid(String name) {
    return required(name, jid(name));
  }

  List<Jid> jids(String name) {
    return texts(name).stream().map(it -> jid(name, it)).toList();
  }

  private Jid jid(String name, String text) {
    return Wire.jid(text)
        .filter(it -> !it.user().isEmpty())
        .orElseThrow(() -> wrong(name, "an address like 15551234567@s.whatsapp.net"));
  }

  MessageId messageId() {
    return Wire.id(requiredText("messageId"))
        .orElseThrow(() -> wrong("messageId", "the id of a message"));
  }
}
