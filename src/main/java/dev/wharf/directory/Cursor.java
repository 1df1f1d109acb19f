package dev.wharf.directory;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Where a page ended, in a list that is sorted by name and address. */
record Cursor(String name, String jid) {

  private static final int LONGEST = 2_000;

  /**
   * @throws Refusal {@code invalid_cursor}
   */
  static Cursor parse(String text) {
    if (text.length() > LONGEST) {
      throw Refusal.badCursor();
    }
    try {
      String plain = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8);
      int end = plain.indexOf('\n');
      if (end <= 0 || plain.indexOf('\0') >= 0) {
        throw Refusal.badCursor();
      }
      return new Cursor(plain.substring(end + 1), plain.substring(0, end));
    } catch (IllegalArgumentException e) {
      throw Refusal.badCursor();
    }
  }

  String text() {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString((jid + '\n' + name).getBytes(StandardCharsets.UTF_8));
  }
}
