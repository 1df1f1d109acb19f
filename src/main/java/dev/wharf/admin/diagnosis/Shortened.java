package dev.wharf.admin.diagnosis;

import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Texts as they may leave the house: phone numbers and hidden ids keep their last two digits, and
 * what looks like a key, a QR text or a password in an address is gone. Nothing of the kind should
 * be in what is given here; this is the second lock.
 */
final class Shortened {

  /** An id of ours may be all digits in parts, and is no number: it is matched first and stays. */
  private static final String UUID =
      "\\b[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}\\b";

  private static final String USER_INFO = "(?<=://)[^\\s/@]+@";
  private static final String VALUE = "[A-Za-z0-9+/_-]";
  private static final String LONG_VALUE = "(?!" + VALUE + "*" + UUID + ")" + VALUE + "{40,}={0,2}";
  private static final String GROUPED_NUMBER = "\\+\\d[\\d ().-]{4,18}\\d";
  private static final String NUMBER = "\\+?\\d{7,}";

  private static final Pattern TELLING =
      Pattern.compile(
          "(?<id>"
              + UUID
              + ")|(?<user>"
              + USER_INFO
              + ")|(?<value>"
              + LONG_VALUE
              + ")|(?<number>"
              + GROUPED_NUMBER
              + "|"
              + NUMBER
              + ")");

  private Shortened() {}

  static String text(String text) {
    return TELLING.matcher(text).replaceAll(Shortened::shorter);
  }

  static @Nullable String orNull(@Nullable String text) {
    return text == null ? null : text(text);
  }

  private static String shorter(MatchResult found) {
    if (found.group("number") != null) {
      String number = found.group();
      return "…" + number.substring(number.length() - 2);
    }
    if (found.group("value") != null) {
      return "[removed]";
    }
    return found.group("user") != null ? "" : found.group();
  }
}
