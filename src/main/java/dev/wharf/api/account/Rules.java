package dev.wharf.api.account;

import org.jspecify.annotations.Nullable;

/** What operators may enter, and the words that say so. */
final class Rules {

  static final int NAME_MAX = 100;
  static final String NAME = "must be 1 to 100 characters";
  static final int TEXT_MAX = 200;
  static final String TEXT = "must be at most 200 characters";

  /** Control characters garble lists and logs, and PostgreSQL cannot keep the first of them. */
  static final String PRINTABLE = "\\P{Cc}*";

  static final String PRINTABLE_MESSAGE = "must not hold control characters";
  static final int PROXY_MAX = 500;
  static final String PROXY_FORM = "(|(https?|socks[45])://[^\\s/]+/?)";
  static final String PROXY = "must be like http://user:password@host:port, https or socks5";

  static final String PRESENCE_FORM = "(|unavailable|available|auto)";
  static final String PRESENCE = "must be unavailable, available or auto";

  private Rules() {}

  static @Nullable String trimmed(@Nullable String text) {
    return text == null ? null : text.strip();
  }

  /** An empty text says as little as none. */
  static @Nullable String trimmedOrNull(@Nullable String text) {
    return text == null || text.isBlank() ? null : text.strip();
  }
}
