package dev.wharf.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The table of settings in docs/operations.md is what the configuration interface says. */
class SettingsDocsTest {

  private static final Path SOURCE = Path.of("src/main/java/dev/wharf/session/SessionConfig.java");
  private static final Path PAGE = Path.of("docs/operations.md");
  private static final String BEGIN = "<!-- settings: printed by SettingsDocsTest -->\n";
  private static final String END = "<!-- end of settings -->\n";

  private static final Pattern PART =
      Pattern.compile(
          "/\\*\\*(?<doc>.*?)\\*/|@WithDefault\\(\"(?<value>[^\"]*)\"\\)"
              + "|interface (?<group>[A-Z]\\w*) \\{"
              + "|(?<type>[\\w<>.]+) (?<name>[a-z]\\w*)\\(\\);|^ {2}(?<end>\\})$",
          Pattern.DOTALL | Pattern.MULTILINE);

  @Test
  void operationsPageListsTheSettings() throws IOException {
    String text = Files.readString(PAGE);
    int from = text.indexOf(BEGIN);
    int to = text.indexOf(END);
    assertTrue(from >= 0 && to > from, "the page has no marks");
    String wanted =
        text.substring(0, from + BEGIN.length())
            + table(Files.readString(SOURCE))
            + text.substring(to);
    if (Boolean.getBoolean("wharf.write-docs")) {
      Files.writeString(PAGE, wanted);
    } else {
      assertEquals(wanted, text, "run with -Dwharf.write-docs=true to renew " + PAGE);
    }
  }

  private static String table(String source) {
    var table = new StringBuilder("| setting | default | what |\n|---|---|---|\n");
    Deque<String> prefix = new ArrayDeque<>();
    String doc = "";
    String value = "";
    Matcher part = PART.matcher(source.substring(source.indexOf("public interface")));
    while (part.find()) {
      if (part.group("doc") != null) {
        doc = part.group("doc").replaceAll("\\s*\\n\\s*\\*?\\s*", " ").strip();
      } else if (part.group("value") != null) {
        value = part.group("value");
      } else if (part.group("group") != null && !part.group("group").equals("SessionConfig")) {
        prefix.push(kebab(part.group("group")) + ".");
      } else if (part.group("end") != null && !prefix.isEmpty()) {
        prefix.pop();
      } else if (part.group("name") != null && !isGroup(part.group("type"))) {
        String name = "wharf.whatsapp." + String.join("", prefix) + kebab(part.group("name"));
        table.append(
            "| `%s` | %s | %s |%n".formatted(name, value.isEmpty() ? "–" : "`" + value + "`", doc));
        doc = "";
        value = "";
      }
    }
    return table.toString();
  }

  private static boolean isGroup(String type) {
    return type.equals("Reconnect") || type.equals("PhoneNumber");
  }

  private static String kebab(String name) {
    return name.replaceAll("(?<=[a-z])(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
  }
}
