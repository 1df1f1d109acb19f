package dev.wharf.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;

/** The table of {@code make jmh} in docs/performance.md. */
public final class PureFunctions {

  private PureFunctions() {}

  /**
   * @param arguments the file of results that JMH wrote, of average times
   */
  public static void main(String[] arguments) throws Exception {
    JsonNode results = new ObjectMapper().readTree(Path.of(arguments[0]).toFile());
    var table =
        new StringBuilder("| function | time, µs | ± | allocated, bytes |\n|---|---|---|---|\n");
    for (JsonNode result : results) {
      JsonNode time = result.path("primaryMetric");
      if (!time.path("scoreUnit").asText().equals("us/op")) {
        throw new IllegalStateException("not in microseconds: " + time.path("scoreUnit"));
      }
      table.append(
          "| %s | %,.2f | %,.2f | %,.0f |%n"
              .formatted(
                  shortened(result.path("benchmark").asText()),
                  time.path("score").asDouble(),
                  time.path("scoreError").asDouble(),
                  result.path("secondaryMetrics").path("gc.alloc.rate.norm").path("score")
                      .asDouble()));
    }
    System.out.println(table);
    Page.write(
        "jmh",
        "Measured %s, JDK %s, `%s`.%n%n%s"
            .formatted(
                Page.now(),
                results.path(0).path("jdkVersion").asText(),
                flags(results.path(0).path("jvmArgs")),
                table));
  }

  /** The last two words: {@code NodeBenchmark.encode}. */
  private static String shortened(String name) {
    String[] words = name.split("\\.");
    return words[words.length - 2] + "." + words[words.length - 1];
  }

  private static String flags(JsonNode arguments) {
    var flags = new StringBuilder();
    arguments.forEach(flag -> flags.append(flags.isEmpty() ? "" : " ").append(flag.asText()));
    return flags.toString();
  }
}
