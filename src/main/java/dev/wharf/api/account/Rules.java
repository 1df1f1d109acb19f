package dev.wharf.api.account;

import dev.wharf.api.problem.Fields;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What operators may enter, and the words that say so. */
final class Rules {

  static final int NAME_MAX = 100;
  private static final String NAME = "must be 1 to 100 characters";
  static final int TEXT_MAX = 200;
  private static final String TEXT = "must be at most 200 characters";

  /** Control characters garble lists and logs, and PostgreSQL cannot keep the first of them. */
  static final String PRINTABLE = "\\P{Cc}*";

  private static final String PRINTABLE_MESSAGE = "must not hold control characters";
  static final int PROXY_MAX = 500;
  static final String PROXY_FORM = "(|(https?|socks[45])://[^\\s/]+/?)";
  private static final String PROXY =
      "must be like http://user:password@host:port, https or socks5";

  static final String PRESENCE_FORM = "(|unavailable|available|auto)";
  static final String PRESENCE = "must be unavailable, available or auto";

  private Rules() {}

  /** Looks at what a new account and a change of one share. Absent fields are accepted. */
  static Fields fields(
      @Nullable String name,
      @Nullable String tenant,
      @Nullable String externalId,
      @Nullable Map<String, ?> metadata,
      @Nullable String proxy) {
    return new Fields()
        .length("name", name, 1, NAME_MAX, NAME)
        .form("name", name, PRINTABLE, PRINTABLE_MESSAGE)
        .length("tenant", tenant, 0, TEXT_MAX, TEXT)
        .form("tenant", tenant, PRINTABLE, PRINTABLE_MESSAGE)
        .length("externalId", externalId, 0, TEXT_MAX, TEXT)
        .form("externalId", externalId, PRINTABLE, PRINTABLE_MESSAGE)
        .check("metadata", metadata == null || Metadata.fits(metadata), Metadata.EXPECTED)
        .length("proxy", proxy, 0, PROXY_MAX, PROXY)
        .form("proxy", proxy, PROXY_FORM, PROXY);
  }

  static @Nullable String trimmed(@Nullable String text) {
    return text == null ? null : text.strip();
  }

  /** An empty text says as little as none. */
  static @Nullable String trimmedOrNull(@Nullable String text) {
    return text == null || text.isBlank() ? null : text.strip();
  }
}
