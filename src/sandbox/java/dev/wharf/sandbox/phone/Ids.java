package dev.wharf.sandbox.phone;

import java.util.HexFormat;
import java.util.random.RandomGenerator;

/**
 * Ids of what phones write. An answer can be told from the rest, for phones that answered answers
 * would never stop.
 */
final class Ids {

  private static final String WRITTEN = "3A01";
  private static final String ANSWER = "3A02";
  private static final int BYTES = 14;

  private Ids() {}

  static String written(RandomGenerator random) {
    return WRITTEN + hex(random);
  }

  static String answer(RandomGenerator random) {
    return ANSWER + hex(random);
  }

  static boolean isAnswer(String id) {
    return id.startsWith(ANSWER);
  }

  private static String hex(RandomGenerator random) {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    return HexFormat.of().withUpperCase().formatHex(bytes);
  }
}
