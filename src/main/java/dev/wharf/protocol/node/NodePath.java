package dev.wharf.protocol.node;

import java.util.ArrayList;
import org.jspecify.annotations.Nullable;

/**
 * Where in a tree we are: {@code iq/pair-success/device@jid}. The words may come from a hostile
 * peer and end in a log, so they are shortened and cleaned when printed.
 */
final class NodePath {

  private static final int WORD_MAX = 32;

  private final ArrayList<String> tags = new ArrayList<>();
  private @Nullable String attribute;

  void enter(String tag) {
    tags.add(tag);
  }

  void leave() {
    tags.removeLast();
  }

  int depth() {
    return tags.size();
  }

  void at(String key) {
    attribute = key;
  }

  void atNoAttribute() {
    attribute = null;
  }

  @Override
  public String toString() {
    var text = new StringBuilder();
    for (String tag : tags) {
      text.append(text.isEmpty() ? "" : "/").append(clean(tag));
    }
    if (tags.isEmpty()) {
      text.append("node");
    }
    return attribute == null
        ? text.toString()
        : text.append('@').append(clean(attribute)).toString();
  }

  static String clean(String word) {
    int length = Math.min(word.length(), WORD_MAX);
    var clean = new StringBuilder(length + 1);
    for (int i = 0; i < length; i++) {
      char c = word.charAt(i);
      clean.append(c > ' ' && c < 0x7F ? c : '?');
    }
    return length < word.length() ? clean.append('…').toString() : clean.toString();
  }
}
