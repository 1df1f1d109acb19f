package dev.wharf.directory;

import org.jspecify.annotations.Nullable;

/** Texts that people search for, as patterns of SQL. */
final class Patterns {

  private static final int FEWEST_DIGITS = 3;

  private Patterns() {}

  /** What is special in a pattern stands for itself. */
  static String escaped(String text) {
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_");
  }

  /** Part of a phone number as people write one; {@code null} if the text is none. */
  static @Nullable String digits(String text) {
    String digits = text.replaceAll("[^0-9]", "");
    return digits.length() >= FEWEST_DIGITS && text.matches("[-+0-9 ().]*")
        ? '%' + digits + '%'
        : null;
  }
}
