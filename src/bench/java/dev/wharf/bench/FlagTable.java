package dev.wharf.bench;

import java.io.IOException;
import java.util.ArrayList;
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
    List<String> first = variants.values().iterator().next();
    variants.forEach(
        (name, flags) -> table.append("* %s: %s%n".formatted(name, beside(first, flags))));
    System.out.println(table);
    Page.write(
        "flags",
        "Measured %s, %d accounts, medians of %d turns.%n%n%s"
            .formatted(Page.now(), accounts, turns, table));
  }

  /** All flags of the first variant, and of the others what they have beside or do without. */
  private static String beside(List<String> first, List<String> flags) {
    var more = flags.stream().filter(flag -> !first.contains(flag)).toList();
    var less = first.stream().filter(flag -> !flags.contains(flag)).toList();
    var words = new ArrayList<String>();
    if (!more.isEmpty()) {
      words.add("with `%s`".formatted(Shipped.shown(more)));
    }
    if (!less.isEmpty()) {
      words.add("without `%s`".formatted(Shipped.shown(less)));
    }
    return words.isEmpty() ? "`%s`".formatted(Shipped.shown(flags)) : String.join(", ", words);
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
