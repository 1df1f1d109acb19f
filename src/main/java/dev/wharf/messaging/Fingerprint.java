package dev.wharf.messaging;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Map;

/**
 * Tells whether two requests ask for the same, in whatever order they name the fields. Only what
 * was asked counts: under which address we know the recipient may change in between.
 */
final class Fingerprint {

  private Fingerprint() {}

  /** SHA-256. */
  static byte[] of(NewMessage message) {
    var text = new StringBuilder();
    write(message.body(), text);
    try {
      return MessageDigest.getInstance("SHA-256")
          .digest(text.toString().getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void write(JsonNode node, StringBuilder out) {
    if (node.isObject()) {
      out.append('{');
      node.properties().stream()
          .sorted(Map.Entry.comparingByKey())
          .forEach(
              field -> {
                out.append(field.getKey().length()).append(':').append(field.getKey());
                write(field.getValue(), out);
              });
      out.append('}');
    } else if (node.isArray()) {
      out.append('[');
      node.forEach(item -> write(item, out));
      out.append(']');
    } else {
      String text = node.toString();
      out.append(text.length()).append(':').append(text);
    }
  }
}
