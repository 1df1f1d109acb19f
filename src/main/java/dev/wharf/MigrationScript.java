package dev.wharf;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.zip.CRC32;
import java.util.zip.ZipFile;

/**
 * A migration as Flyway writes it down.
 *
 * @param version its number
 * @param name of the file
 * @param checksum CRC-32 of the lines, without their ends
 */
record MigrationScript(String version, String name, int checksum) {

  private static final String FOLDER = "db/migration/";
  private static final Pattern NAME = Pattern.compile("V([1-9]\\d*)__\\w+\\.sql");
  private static final String BYTE_ORDER_MARK = "\uFEFF";

  /**
   * All that are in the jar; empty if anything else lies among them, which only Flyway can read.
   */
  static Optional<Set<MigrationScript>> in(Path jar) throws IOException {
    var found = new HashSet<MigrationScript>();
    try (var zip = new ZipFile(jar.toFile())) {
      for (var entries = zip.entries().asIterator(); entries.hasNext(); ) {
        var entry = entries.next();
        if (entry.getName().startsWith(FOLDER) && !entry.isDirectory()) {
          String name = entry.getName().substring(FOLDER.length());
          var parts = NAME.matcher(name);
          if (!parts.matches()) {
            return Optional.empty();
          }
          try (var text = zip.getInputStream(entry)) {
            found.add(new MigrationScript(parts.group(1), name, checksum(text)));
          }
        }
      }
    }
    return Optional.of(found);
  }

  /**
   * A row of the history. Quarkus has Flyway write the folder too, a command has it leave it out.
   */
  static MigrationScript noted(String version, String script, int checksum) {
    String name = script.startsWith(FOLDER) ? script.substring(FOLDER.length()) : script;
    return new MigrationScript(version, name, checksum);
  }

  static int checksum(InputStream text) throws IOException {
    var lines = new BufferedReader(new InputStreamReader(text, StandardCharsets.UTF_8));
    var sum = new CRC32();
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      String bare = line.startsWith(BYTE_ORDER_MARK) ? line.substring(1) : line;
      sum.update(bare.getBytes(StandardCharsets.UTF_8));
    }
    return (int) sum.getValue();
  }
}
