package dev.wharf.api.account;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A JSON object that can be kept: not above 8 KiB, and without the character that jsonb refuses.
 */
final class Metadata {

  static final String EXPECTED = "must be at most 8 KiB of JSON and hold no \\u0000";

  private static final int MAX_BYTES = 8 * 1024;
  private static final ObjectMapper JSON = new ObjectMapper();

  private Metadata() {}

  /** Measures what would be stored. */
  static boolean fits(Map<String, ?> value) {
    try {
      return JSON.writeValueAsBytes(value).length <= MAX_BYTES && !holdsNul(value);
    } catch (JsonProcessingException e) {
      return false;
    }
  }

  private static boolean holdsNul(@Nullable Object value) {
    return switch (value) {
      case String text -> text.indexOf('\0') >= 0;
      case Map<?, ?> map ->
          map.entrySet().stream().anyMatch(e -> holdsNul(e.getKey()) || holdsNul(e.getValue()));
      case Iterable<?> list -> anyHoldsNul(list);
      case null, default -> false;
    };
  }

  private static boolean anyHoldsNul(Iterable<?> list) {
    for (Object item : list) {
      if (holdsNul(item)) {
        return true;
      }
    }
    return false;
  }
}
