package dev.wharf.api.access;

/** Shows a new key to who started Wharf. */
final class KeyBanner {

  private static final String LINE = "=".repeat(78);

  private KeyBanner() {}

  /** To the console and not to the log: logs are collected and kept, a key should not be. */
  static void print(ApiKey key) {
    System.out.print(text(key));
    System.out.flush();
  }

  static String text(ApiKey key) {
    return String.join(
        System.lineSeparator(),
        "",
        LINE,
        "  Your API key, shown this once:",
        "",
        "      " + key.reveal(),
        "",
        "  Send it as the header X-Api-Key. Only its hash is stored. To use a key of your",
        "  own, or if you lose this one, set WHARF_API_KEY.",
        LINE,
        "");
  }
}
