package dev.wharf.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** What it was measured on. */
final class Machine {

  private Machine() {}

  static Map<String, String> describe() throws IOException, InterruptedException {
    Map<String, String> found = new LinkedHashMap<>();
    // Not what the JVM says: the bench itself is kept to one of them.
    found.put("cores", Long.toString(cores()));
    found.put("processor", field(Path.of("/proc/cpuinfo"), "model name"));
    found.put("memory", field(Path.of("/proc/meminfo"), "MemTotal"));
    found.put("kernel", System.getProperty("os.version"));
    found.put("java", Runtime.version().toString());
    found.put("node", Proc.run("node", "--version").strip());
    found.put("wharf", Proc.run("git", "rev-parse", "--short", "HEAD").strip());
    found.put("baileys", "7.0.0-rc14");
    return found;
  }

  private static long cores() throws IOException {
    return Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
        .filter(line -> line.startsWith("processor"))
        .count();
  }

  private static String field(Path file, String name) throws IOException {
    return Files.readAllLines(file).stream()
        .filter(line -> line.startsWith(name))
        .map(line -> line.substring(line.indexOf(':') + 1).strip())
        .findFirst()
        .orElse("unknown");
  }
}
