package dev.wharf.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wharf.limits.Limit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The table in docs/limits.md is what the enum says. */
class LimitsDocsTest {

  private static final Path PAGE = Path.of("docs/limits.md");
  private static final String BEGIN = "<!-- limits: printed by LimitsDocsTest -->\n";
  private static final String END = "<!-- end of limits -->\n";

  @Test
  void limitsPageListsTheLimits() throws IOException {
    String text = Files.readString(PAGE);
    int from = text.indexOf(BEGIN);
    int to = text.indexOf(END);
    assertTrue(from >= 0 && to > from, "the page has no marks");
    String wanted = text.substring(0, from + BEGIN.length()) + table() + text.substring(to);
    if (Boolean.getBoolean("wharf.write-docs")) {
      Files.writeString(PAGE, wanted);
    } else {
      assertEquals(wanted, text, "run with -Dwharf.write-docs=true to renew " + PAGE);
    }
  }

  private static String table() {
    var table =
        new StringBuilder(
            "| limit | window | default | ceiling | quiet hours hold it | first days of a young number"
                + " |\n|---|---|---|---|---|---|\n");
    for (Limit limit : Limit.values()) {
      table.append(
          "| `%s` | %s | %d | %d | %s | %s |%n"
              .formatted(
                  limit.word(),
                  window(limit),
                  limit.standard(),
                  limit.ceiling(),
                  limit.heldByQuietHours() ? "yes" : "no",
                  limit.warmUp().isEmpty()
                      ? "–"
                      : limit.warmUp().stream()
                          .map(Object::toString)
                          .collect(Collectors.joining(", "))));
    }
    return table.toString();
  }

  private static String window(Limit limit) {
    return limit.window().toHours() > 0
        ? limit.window().toHours() + " h"
        : limit.window().toMinutes() + " min";
  }
}
