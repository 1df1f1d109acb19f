package dev.wharf.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What was found, as a table for people and as JSON. */
final class Report {

  private static final Path FOLDER = Path.of("bench/results");

  private record Pair(Map<String, Map<String, Double>> found, double drift, boolean kept) {}

  /**
   * A row of the table: how much of Baileys' figure is allowed, or, over 1, how often it is to be
   * reached; or a figure of its own.
   */
  private record Row(String key, String what, String unit, double share, double limit) {}

  private static final String SENT =
      "messages sent a second of processor; ours stored before and after, theirs in memory";
  private static final String RECEIVED =
      "messages received and confirmed a second of processor; ours stored, theirs in memory";
  private static final String OF_MANY_SENT = "the same with many accounts that write: sent";
  private static final String OF_MANY_RECEIVED = "received";
  private static final double NONE = Double.NaN;

  private static final List<Row> ROWS =
      List.of(
          new Row("memory_kib_per_account", "memory per idle account", "KiB", 1 / 8.0, Double.NaN),
          new Row("memory_mib_process", "memory of the process", "MiB", 1 / 2.0, Double.NaN),
          new Row("storm_all_ms", "login storm, until all are online", "ms", 1 / 10.0, Double.NaN),
          new Row("storm_first_ms", "login storm, until the first is", "ms", Double.NaN, 300),
          new Row("storm_cpu_ms_per_login", "processor per login", "ms", 1 / 10.0, Double.NaN),
          new Row(
              "idle_cpu_s_per_minute",
              "idle processor, seconds a minute per 1,000 accounts",
              "s",
              1 / 10.0,
              Double.NaN),
          new Row(
              "settling_ms",
              "all online until the process comes to rest",
              "ms",
              Double.NaN,
              Double.NaN),
          new Row("send_per_cpu_second", SENT, "/s", 8, Double.NaN),
          new Row("receive_per_cpu_second", RECEIVED, "/s", 8, Double.NaN),
          new Row("send_per_cpu_second_of_many", OF_MANY_SENT, "/s", 8, Double.NaN),
          new Row("receive_per_cpu_second_of_many", OF_MANY_RECEIVED, "/s", 8, Double.NaN),
          new Row("send_p50_ms", "send, from the wish to the server's ack, p50", "ms", NONE, NONE),
          new Row("send_p99_ms", "p99", "ms", NONE, NONE),
          new Row("receive_p50_ms", "receive, from the sender to the user, p50", "ms", NONE, NONE),
          new Row("receive_p99_ms", "p99", "ms", NONE, NONE),
          new Row("restart_all_ms", "restart, exec until all are online", "ms", 1 / 8.0, Double.NaN),
          new Row("start_up_ms", "until it is ready, while they log in", "ms", NONE, NONE),
          new Row("stop_ms", "SIGTERM to the end", "ms", Double.NaN, 10_000),
          new Row(
              "sandbox_cpu_ms_per_login",
              "the server's own processor per login",
              "ms",
              Double.NaN,
              Double.NaN));

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private final Sizes sizes;
  private final List<String> flags;
  private final String at = Page.now();
  private final List<Pair> pairs = new ArrayList<>();
  private final Map<String, Map<String, Stats>> times = new LinkedHashMap<>();
  private final Map<String, Map<String, Double>> values = new LinkedHashMap<>();

  Report(Sizes sizes, List<String> flags) {
    this.sizes = sizes;
    this.flags = flags;
  }

  void pair(Map<String, Map<String, Double>> found, double drift, boolean kept) {
    pairs.add(new Pair(found, drift, kept));
  }

  void times(String candidate, String key, Collection<Double> millis) {
    times.computeIfAbsent(candidate, name -> new LinkedHashMap<>()).put(key, Stats.of(millis));
  }

  void value(String candidate, String key, double value) {
    values.computeIfAbsent(candidate, name -> new LinkedHashMap<>()).put(key, value);
  }

  void write() throws Exception {
    String table = table();
    String push = pushTable();
    System.out.println(table + push);
    Files.createDirectories(FOLDER);
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("at", at);
    all.put("machine", Machine.describe());
    all.put("flags", Shipped.shown(flags));
    all.put("sizes", sizes);
    all.put("pairs", pairs);
    all.put("times", times);
    all.put("values", values);
    JSON.writeValue(FOLDER.resolve(at.replace(":", "") + ".json").toFile(), all);
    String machine = machine();
    if (!pairs.isEmpty()) {
      Page.write(
          "figures",
          "Measured %s, %d accounts, %d pairs of which %d steady.%n%n%s%n%s"
              .formatted(
                  at,
                  sizes.accounts(),
                  pairs.size(),
                  pairs.stream().filter(Pair::kept).count(),
                  machine,
                  table));
    }
    if (values.containsKey("socket.io")) {
      Page.write("push", "Measured %s.%n%n%s%n%s".formatted(at, machine, push));
    }
  }

  private String machine() throws IOException, InterruptedException {
    var machine = new StringBuilder();
    Machine.describe()
        .forEach((key, value) -> machine.append("* ").append(key).append(": ").append(value).append('\n'));
    machine.append("* flags of Wharf's JVM: ").append(Shipped.shown(flags)).append('\n');
    return machine.toString();
  }

  private String pushTable() {
    var table = new StringBuilder("| metric | socket.io | Wharf | ratio | target | met |\n|---|---|---|---|---|---|\n");
    sizes.dashboards().forEach(sockets -> push(sockets, table));
    return table.toString();
  }

  private String table() {
    var table = new StringBuilder("| metric | Baileys | Wharf | ratio (min–max) | target | met |\n|---|---|---|---|---|---|\n");
    ROWS.forEach(row -> row(row, table));
    timesRow("qr_alone_ms", "time to QR, one alone, p50 / p99", 250, 15, table);
    timesRow("qr_at_once_ms", "time to QR, " + sizes.qr() + " at once, p50 / p99", 250, 15, table);
    timesRow("scan_to_active_ms", "scan to active, p50 / p99", 500 + 100, Double.NaN, table);
    timesRow(
        "start_ms",
        "start on both cores, exec to ready, with the ahead-of-time cache, p50 / p99",
        1_200,
        NONE,
        table);
    timesRow("plain_start_ms", "without it, p50 / p99", 2_500, NONE, table);
    disk(table);
    growth(table);
    return table.toString();
  }

  private void row(Row row, StringBuilder table) {
    var kept = pairs.stream().filter(Pair::kept).toList();
    var ours = of(kept, "wharf", row.key());
    var theirs = of(kept, "baileys", row.key());
    if (ours.isEmpty()) {
      return;
    }
    double own = Stats.of(ours).median();
    var ratios = new ArrayList<Double>();
    for (int i = 0; i < Math.min(ours.size(), theirs.size()); i++) {
      ratios.add(ours.get(i) / theirs.get(i));
    }
    boolean compared = !Double.isNaN(row.share()) && !ratios.isEmpty();
    boolean more = row.share() > 1;
    var ratio = ratios.isEmpty() ? null : Stats.of(ratios);
    String target =
        compared
            ? more ? "≥ " + Math.round(row.share()) : "≤ 1/" + Math.round(1 / row.share())
            : Double.isNaN(row.limit()) ? "–" : "≤ " + number(row.limit()) + " " + row.unit();
    String met =
        compared
            ? yes(more ? ratio.median() >= row.share() : ratio.median() <= row.share())
            : Double.isNaN(row.limit()) ? "–" : yes(own <= row.limit());
    table.append(
        "| %s | %s | %s %s | %s | %s | %s |%n"
            .formatted(
                row.what(),
                theirs.isEmpty() ? "–" : number(Stats.of(theirs).median()) + " " + row.unit(),
                number(own),
                row.unit(),
                ratio == null ? "–" : ratio(ratio, more),
                target,
                met));
  }

  private static String ratio(Stats ratio, boolean more) {
    return more
        ? "%s (%s–%s)".formatted(number(ratio.median()), number(ratio.min()), number(ratio.max()))
        : "1/%s (1/%s–1/%s)"
            .formatted(
                number(1 / ratio.median()), number(1 / ratio.min()), number(1 / ratio.max()));
  }

  private void timesRow(String key, String what, double limit, double times, StringBuilder table) {
    var ours = this.times.getOrDefault("wharf", Map.of()).get(key);
    var theirs = this.times.getOrDefault("baileys", Map.of()).get(key);
    if (ours == null) {
      return;
    }
    table.append(
        "| %s | %s | %s / %s ms | %s | ≤ %s ms%s | %s |%n"
            .formatted(
                what,
                theirs == null ? "–" : number(theirs.median()) + " / " + number(theirs.p99()) + " ms",
                number(ours.median()),
                number(ours.p99()),
                theirs == null ? "–" : "1/" + number(theirs.median() / ours.median()),
                number(limit),
                Double.isNaN(times) ? "" : ", ≤ 1/" + number(times),
                yes(
                    ours.p99() <= limit
                        && (Double.isNaN(times)
                            || theirs == null
                            || ours.median() * times <= theirs.median()))));
  }

  private void disk(StringBuilder table) {
    double ours = values.getOrDefault("wharf", Map.of()).getOrDefault("disk_bytes_per_account", 0.0);
    double theirs =
        values.getOrDefault("baileys", Map.of()).getOrDefault("disk_bytes_per_account", 0.0);
    if (ours == 0) {
      return;
    }
    table.append(
        "| disk per account with 812 pre-keys | %s KB | %s KB | 1/%s | ≤ 1/15 | %s |%n"
            .formatted(
                number(theirs / 1000),
                number(ours / 1000),
                number(theirs / ours),
                yes(ours * 15 <= theirs)));
  }

  private void growth(StringBuilder table) {
    var ours = values.getOrDefault("wharf", Map.of());
    if (ours.containsKey("growth_percent")) {
      table.append(
          "| memory after %,d messages over %,d accounts, in place of %s MiB before | – | %s MiB | %s %% | ≤ 5 %% | %s |%n"
              .formatted(
                  sizes.growth(),
                  sizes.accounts(),
                  number(ours.get("growth_mib_before")),
                  number(ours.get("growth_mib_after")),
                  number(ours.get("growth_percent")),
                  yes(ours.get("growth_percent") <= 5)));
    }
  }

  private void push(int sockets, StringBuilder table) {
    var ours = values.getOrDefault("wharf", Map.of());
    var theirs = values.getOrDefault("socket.io", Map.of());
    String of = "_" + sockets;
    if (!theirs.containsKey("push_per_core_second" + of)) {
      return;
    }
    double least = sockets >= 5000 ? 2.5 : 1.7;
    String to = " to %,d dashboards".formatted(sockets);
    double rate = ours.get("push_per_core_second" + of);
    double rateOfTheirs = theirs.get("push_per_core_second" + of);
    table.append(
        "| events delivered a second of processor%s | %s | %s | %s | ≥ %s | %s |%n"
            .formatted(
                to,
                number(rateOfTheirs),
                number(rate),
                number(rate / rateOfTheirs),
                number(least),
                yes(rate >= least * rateOfTheirs)));
    pushRow("push_p99_ms" + of, "delay to %,d, p99; ours from the order on, stored first".formatted(sockets), "ms", 1, table);
    pushRow("push_kib_per_socket" + of, "memory per dashboard, of %,d".formatted(sockets), "KiB", 2, table);
  }

  private void pushRow(String key, String what, String unit, double times, StringBuilder table) {
    double ours = values.get("wharf").get(key);
    double theirs = values.get("socket.io").get(key);
    if (ours <= 0) {
      // Memory that the process had anyway was enough: no cost can be told.
      table.append("| %s | %s %s | – | – | ≤ 1/%s | – |%n".formatted(what, number(theirs), unit, number(times)));
      return;
    }
    table.append(
        "| %s | %s %s | %s %s | 1/%s | ≤ 1/%s | %s |%n"
            .formatted(
                what,
                number(theirs),
                unit,
                number(ours),
                unit,
                number(theirs / ours),
                number(times),
                yes(ours * times <= theirs)));
  }

  private static List<Double> of(List<Pair> kept, String candidate, String key) {
    return kept.stream()
        .map(pair -> pair.found().getOrDefault(candidate, Map.of()).get(key))
        .filter(java.util.Objects::nonNull)
        .filter(value -> !value.isNaN())
        .toList();
  }

  private static String yes(boolean met) {
    return met ? "yes" : "**no**";
  }

  private static String number(double value) {
    return value >= 100 ? "%,.0f".formatted(value) : value >= 10 ? "%.1f".formatted(value) : "%.2f".formatted(value);
  }
}
