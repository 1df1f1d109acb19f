package dev.wharf.protocol.node;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The words that have a short form in dictionary version 3: 235 of one byte, 4 × 256 of two. The
 * words and their attribute values are shared, so a decoded token costs no memory.
 */
final class Tokens {

  static final int SINGLE = 235;
  static final int DICTIONARIES = 4;
  static final int DICTIONARY = 256;

  /** What {@link #codeOf} gives for a word that is no token. */
  static final int NONE = 0;

  private static final List<String> WORDS = load();
  private static final Attribute.Text[] VALUES = values();
  private static final Map<String, Integer> CODES = codes();

  private Tokens() {}

  /**
   * The wire code of a word: 1 to 235 is one byte; from 256 on it is two, the dictionary's tag byte
   * and the index; {@link #NONE} if the word is no token.
   */
  static int codeOf(String word) {
    @Nullable Integer code = CODES.get(word);
    return code == null ? NONE : code;
  }

  /**
   * @param code 1 to 235
   */
  static Attribute.Text single(int code) {
    return VALUES[code - 1];
  }

  static Attribute.Text dictionary(int dictionary, int index) {
    return VALUES[SINGLE + dictionary * DICTIONARY + index];
  }

  private static Attribute.Text[] values() {
    return WORDS.stream().map(Attribute.Text::new).toArray(Attribute.Text[]::new);
  }

  private static Map<String, Integer> codes() {
    var codes = HashMap.<String, Integer>newHashMap(WORDS.size());
    for (int i = 0; i < WORDS.size(); i++) {
      int behind = i - SINGLE;
      codes.put(
          WORDS.get(i),
          behind < 0
              ? i + 1
              : (Wire.DICTIONARY_0 + behind / DICTIONARY) << 8 | behind % DICTIONARY);
    }
    return codes;
  }

  private static List<String> load() {
    try (@Nullable InputStream in = Tokens.class.getResourceAsStream("tokens-3.txt")) {
      if (in == null) {
        throw new IllegalStateException("tokens-3.txt is missing");
      }
      return parse(new String(in.readAllBytes(), StandardCharsets.US_ASCII));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> parse(String text) {
    var words = new ArrayList<String>(SINGLE + DICTIONARIES * DICTIONARY);
    var sizes = new ArrayList<Integer>();
    for (String line : text.lines().toList()) {
      if (line.startsWith("== ")) {
        sizes.add(words.size());
      } else if (!line.startsWith("# ")) {
        words.add(line.intern());
      }
    }
    var expected = List.of(0, SINGLE, SINGLE + 256, SINGLE + 512, SINGLE + 768);
    if (!sizes.equals(expected) || words.size() != SINGLE + DICTIONARIES * DICTIONARY) {
      throw new IllegalStateException("tokens-3.txt is not dictionary version 3: " + sizes);
    }
    return words;
  }
}
