package dev.wharf.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Whether costs grow linearly: Wharf alone, with few accounts and with many. Run from the project's
 * folder: {@code make bench-scale}.
 */
public final class Scale {

  private static final List<Integer> USUAL = List.of(100, 500, 1_000, 5_000);
  private static final long IDLE_SECONDS = 60;

  private static final Map<String, String> COLUMNS = new LinkedHashMap<>();

  static {
    COLUMNS.put("kib_per_account", "memory per account, KiB");
    COLUMNS.put("process_mib", "memory of the process, MiB");
    COLUMNS.put("storm_ms", "login storm, ms");
    COLUMNS.put("login_cpu_ms", "processor per login, ms");
    COLUMNS.put("server_cpu_ms", "of the server, ms");
    COLUMNS.put("idle_cpu_s", "idle processor, s a minute per 1,000");
    COLUMNS.put("restart_ms", "restart until all are online, ms");
    COLUMNS.put("restart_cpu_ms", "processor for it, ms");
  }

  private Scale() {}

  /**
   * @param arguments numbers of accounts, rising
   */
  public static void main(String[] arguments) throws Exception {
    var counts =
        arguments.length == 0 ? USUAL : Stream.of(arguments).map(Integer::valueOf).toList();
    Path folder = Files.createTempDirectory("wharf-scale");
    Map<Integer, Map<String, Double>> found = new LinkedHashMap<>();
    try (var sandbox = SandboxServer.quiet(Bench.sandboxJars(), folder.resolve("sandbox"), 0);
        var wharf =
            new Wharf(sandbox, Shipped.JAR, Shipped.flags(), folder.resolve("wharf"), 1, 0)) {
      Bench.say("pairing %d accounts".formatted(counts.getLast()));
      wharf.pair(counts.getLast());
      wharf.start(0);
      wharf.intend(0);
      wharf.stop();
      for (int count : counts) {
        found.put(count, turn(wharf, sandbox, count));
        Bench.say(count + " " + found.get(count));
      }
    } finally {
      Bench.say("logs and data are in " + folder);
      // Where the largest cannot be had, the others were measured all the same.
      if (!found.isEmpty()) {
        write(found);
      }
    }
  }

  private static Map<String, Double> turn(Wharf wharf, SandboxServer sandbox, int count)
      throws Exception {
    Map<String, Double> figures = new LinkedHashMap<>();
    wharf.start(0);
    double nobody = Round.memory(wharf);
    double server = sandbox.cpuSeconds();
    var storm = wharf.login(0, count);
    figures.put("storm_ms", storm.allMillis());
    figures.put("login_cpu_ms", storm.cpuSeconds() * 1000 / count);
    figures.put("server_cpu_ms", (sandbox.cpuSeconds() - server) * 1000 / count);
    figures.put("kib_per_account", (Round.memory(wharf) - nobody) / count);
    figures.put("process_mib", wharf.process().rss() / 1024.0);
    double cpu = wharf.process().cpuSeconds();
    TimeUnit.SECONDS.sleep(IDLE_SECONDS);
    figures.put(
        "idle_cpu_s", (wharf.process().cpuSeconds() - cpu) * 60 / IDLE_SECONDS * 1000 / count);
    wharf.stop();
    var restart = wharf.start(count);
    figures.put("restart_ms", restart.allMillis());
    figures.put("restart_cpu_ms", restart.cpuSeconds() * 1000);
    wharf.intend(0);
    wharf.stop();
    return figures;
  }

  private static void write(Map<Integer, Map<String, Double>> found) throws Exception {
    List<String> lines = new ArrayList<>();
    lines.add("| accounts | " + String.join(" | ", COLUMNS.values()) + " |");
    lines.add("|---|" + "---|".repeat(COLUMNS.size()));
    found.forEach(
        (count, figures) -> {
          var cells = COLUMNS.keySet().stream().map(key -> cell(figures.get(key))).toList();
          lines.add("| %,d | %s |".formatted(count, String.join(" | ", cells)));
        });
    String table = String.join("\n", lines) + "\n";
    System.out.println(table);
    Page.write("scale", "Measured %s.%n%n%s".formatted(Page.now(), table));
  }

  private static String cell(double value) {
    return (value >= 100 ? "%,.0f" : value >= 10 ? "%.1f" : "%.2f").formatted(value);
  }
}
