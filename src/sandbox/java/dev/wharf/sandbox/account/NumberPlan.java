package dev.wharf.sandbox.account;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.function.Predicate;

/**
 * Phone numbers and hidden ids for accounts. Numbers are from the ranges set aside for fiction in
 * the United States (area code, then 555-01xx); once they are used up, Brazilian mobile ones
 * follow. The same push name always leads to the same number (connection.md 12.4).
 */
final class NumberPlan {

  private static final int[] AREAS = {
    201, 202, 203, 205, 206, 207, 208, 209, 210, 212, 213, 214, 215, 216, 217, 218, 219, 224, 225,
    228, 229, 231, 234, 239, 240, 248, 251, 252, 253, 254, 256, 260, 262, 267, 269, 270, 276, 281,
    301, 302, 303, 304, 305, 307, 308, 309, 310, 312, 313, 314, 315, 316, 317, 318, 319, 320, 321,
    323, 325, 330, 334, 336, 337, 339, 347, 351, 352, 360, 361, 386, 401, 402, 404, 405, 406, 407,
    408, 409, 410, 412, 413, 414, 415, 417, 419, 423, 425, 430, 432, 434, 435, 440, 443, 469, 478,
    479, 480, 484, 501, 502, 503, 504, 505, 507, 508, 509, 510, 512, 513, 515, 516, 517, 518, 520,
    530, 540, 541, 551, 559, 561, 562, 563, 567, 570, 571, 573, 574, 580, 585, 586, 601, 602, 603,
    605, 606, 607, 608, 609, 610, 612, 614, 615, 616, 617, 618, 619, 620, 623, 626, 630, 631, 636
  };
  private static final int PER_AREA = 100;
  private static final int FICTION = AREAS.length * PER_AREA;

  private NumberPlan() {}

  /** The free number nearest to where this push name points. */
  static String forName(String pushName, Predicate<String> taken) {
    int start = (int) Math.floorMod(digest("name:" + pushName), (long) FICTION);
    return from(start, taken);
  }

  /** The first free number of the sequence. */
  static Numbered inSequence(int start, Predicate<String> taken) {
    int slot = start;
    while (taken.test(number(slot))) {
      slot++;
    }
    return new Numbered(number(slot), slot + 1);
  }

  /** A number of the sequence, and where to look for the next. */
  record Numbered(String number, int next) {}

  /** Fifteen digits that belong to that phone number and say nothing about it. */
  static String lid(String phone, Predicate<String> taken) {
    for (int attempt = 0; ; attempt++) {
      long hash = Math.floorMod(digest("lid:" + attempt + ':' + phone), 900_000_000_000_000L);
      String lid = Long.toString(100_000_000_000_000L + hash);
      if (!taken.test(lid)) {
        return lid;
      }
    }
  }

  /**
   * The number as WhatsApp registers it: Brazilian mobile numbers with an area code from 31 on lose
   * their ninth digit (connection.md 11).
   */
  static String canonical(String digits) {
    boolean brazilianMobile =
        digits.length() == 13
            && digits.chars().allMatch(c -> c >= '0' && c <= '9')
            && digits.startsWith("55")
            && digits.charAt(4) == '9'
            && digits.charAt(5) >= '7'
            && Integer.parseInt(digits.substring(2, 4)) >= 31;
    return brazilianMobile ? digits.substring(0, 4) + digits.substring(5) : digits;
  }

  private static String from(int start, Predicate<String> taken) {
    for (int step = 0; step < FICTION; step++) {
      String number = number((start + step) % FICTION);
      if (!taken.test(number)) {
        return number;
      }
    }
    return inSequence(FICTION, taken).number();
  }

  private static String number(int slot) {
    if (slot < FICTION) {
      return "1%d55501%02d".formatted(AREAS[slot / PER_AREA], slot % PER_AREA);
    }
    int beyond = slot - FICTION;
    return "55%d9%08d".formatted(11 + beyond % 9, 60_000_000 + beyond / 9);
  }

  private static long digest(String text) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return java.nio.ByteBuffer.wrap(hash).getLong();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this JDK has no SHA-256", e);
    }
  }
}
