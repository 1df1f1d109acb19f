package dev.wharf.protocol.stanza;

import dev.wharf.protocol.node.Node;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/** Numbers in attributes: unsigned decimal text, as the wire has them. Anything else is absent. */
final class Decimal {

  private static final Pattern DIGITS = Pattern.compile("[0-9]{1,18}");

  private Decimal() {}

  static OptionalLong ofLong(Node node, String key) {
    return node.string(key).stream()
        .filter(text -> DIGITS.matcher(text).matches())
        .mapToLong(Long::parseLong)
        .findFirst();
  }

  static OptionalInt ofInt(Node node, String key) {
    return ofLong(node, key).stream()
        .filter(number -> number <= Integer.MAX_VALUE)
        .mapToInt(Math::toIntExact)
        .findFirst();
  }
}
