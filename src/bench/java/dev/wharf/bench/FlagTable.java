package dev.wharf.bench;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The table of {@link Variants} in docs/performance.md: the median of the turns of each. */
final class FlagTable {

  private static final Map<String, String> COLUMNS = new LinkedHashMap<>();

  static {
    COLUMNS.put("start_ms", "start, ms");
    COLUMNS.put("restart_ms", "restart until all are online, ms");
    COLUMNS.put("storm_ms", "storm, ms");
    COLUMNS.put("login_cpu_ms", "processor per login, ms");
    COLUMNS.put("idle_cpu_s", "idle processor, s a minute per 1,000");
    COLUMNS.put("rss_mib", "memory of the process, MiB");
    COLUMNS.put("anonymous_mib", "of it anonymous, MiB");
  }

  private FlagTable() {}

  static void write(
      Map<String, List<String>> variants,
      Map<String, List<Map<String, Double>>> found,
      int accounts,
      int turns)
      throws IOException {
    var table = new StringBuilder("| variant |");
    COLUMNS.values().forEach(column -> table.append(' ').append(column).append(" |"));
    table.append("\n|---|").append("---|".repeat(COLUMNS.size())).append('\n');
    found.forEach((variant, figures) -> row(variant, figures, table));
    table.append('\n');
    variants.forEach(
        (name, flags) -> table.append("* %s: `%s`%n".formatted(name, Shipped.shown(flags))));
    System.out.println(table);
    Page.write(
        "flags",
        "Measured %s, %d accounts, medians of %d turns.%n%n%s"
            .formatted(Page.now(), accounts, turns, table));
  }

  private static void row(
      String variant, List<Map<String, Double>> figures, StringBuilder table) {
    table.append("| ").append(variant).append(" |");
    for (String key : COLUMNS.keySet()) {
      double median = Stats.of(figures.stream().map(turn -> turn.get(key)).toList()).median();
      table.append(median >= 100 ? " %,.0f |".formatted(median) : " %.2f |".formatted(median));
    }
    table.append('\n');
  }
}
