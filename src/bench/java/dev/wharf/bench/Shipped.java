package dev.wharf.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What is measured: the packaged jar, the flags it is run with, and its ahead-of-time cache. */
final class Shipped {

  static final Path JAR = Path.of("target/quarkus-app/quarkus-run.jar");

  private static final Path OPTIONS = Path.of("bin/jvm.options");
  private static final Path CACHE = Path.of("target/quarkus-app/wharf.aot");

  private Shipped() {}

  /** As bin/wharf gives them. */
  static List<String> flags() throws IOException {
    var flags = new ArrayList<>(options());
    if (Files.exists(CACHE)) {
      flags.add(cache());
    }
    return List.copyOf(flags);
  }

  static List<String> options() throws IOException {
    return Files.readAllLines(OPTIONS).stream()
        .filter(line -> !line.isBlank() && !line.startsWith("#"))
        .toList();
  }

  /** For a document: paths begin at the project's folder. */
  static String shown(List<String> flags) {
    return String.join(" ", flags).replace(Path.of("").toAbsolutePath() + "/", "");
  }

  static String cache() {
    return "-XX:AOTCache=" + CACHE.toAbsolutePath();
  }
}
