package dev.wharf.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** docs/performance.md: what was measured stands between comments that name the section. */
final class Page {

  private static final Path FILE = Path.of("docs/performance.md");

  private Page() {}

  /** Puts the text in the place of what the section says now; nothing if there is no such page. */
  static void write(String section, String text) throws IOException {
    if (!Files.exists(FILE)) {
      return;
    }
    String page = Files.readString(FILE);
    int from = page.indexOf('\n', page.indexOf("<!-- " + section + ":")) + 1;
    int to = page.indexOf("<!-- end of " + section + " -->");
    if (from == 0 || to < from) {
      throw new IllegalStateException(FILE + " has no section " + section);
    }
    Files.writeString(FILE, page.substring(0, from) + '\n' + text + page.substring(to));
  }

  static String now() {
    return Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
