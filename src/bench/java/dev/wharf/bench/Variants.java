package dev.wharf.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * What each flag of Wharf's JVM does: the same accounts, the same work, the variants in turns. Run
 * from the project's folder: {@code make bench-flags}.
 */
public final class Variants {

  private static final long REST_SECONDS = 3;

  private Variants() {}

  /**
   * @param arguments a file of variants, then how many accounts, how many turns and how many seconds
   *     of idling; each line of the file is a name, a bar and
   *     flags, of which {@code shipped} and {@code cache} stand for those of bin/wharf
   */
  public static void main(String[] arguments) throws Exception {
    var variants = read(Path.of(arguments[0]));
    int accounts = Integer.parseInt(arguments[1]);
    int turns = Integer.parseInt(arguments[2]);
    int idle = Integer.parseInt(arguments[3]);
    Path folder = Files.createTempDirectory("wharf-variants");
    Map<String, List<Map<String, Double>>> found = new LinkedHashMap<>();
    try (var sandbox = SandboxServer.quiet(Bench.sandboxJars(), folder.resolve("sandbox"), 0);
        var wharf =
            new Wharf(
                sandbox,
                Shipped.JAR,
                variants.values().iterator().next(),
                folder.resolve("wharf"),
                1,
                0)) {
      wharf.pair(accounts);
      wharf.start(0);
      wharf.intend(0);
      wharf.stop();
      for (int turn = 0; turn < turns; turn++) {
        for (var variant : variants.entrySet()) {
          wharf.with(variant.getValue());
          var figures = turn(wharf, sandbox, idle);
          found.computeIfAbsent(variant.getKey(), name -> new ArrayList<>()).add(figures);
          Bench.say(variant.getKey() + " " + rounded(figures));
        }
      }
    }
    FlagTable.write(variants, found, accounts, turns);
    Bench.say("logs and data are in " + folder);
  }

  /** Everybody comes, rests and goes; then the process comes back with all of them. */
  private static Map<String, Double> turn(Wharf wharf, SandboxServer sandbox, int idle)
      throws Exception {
    Map<String, Double> found = new LinkedHashMap<>();
    int all = wharf.accounts();
    wharf.start(0);
    found.put("start_ms", wharf.startUpMillis());
    found.put("start_cpu_ms", wharf.process().cpuSeconds() * 1000);
    double server = sandbox.cpuSeconds();
    var storm = wharf.login(0, all);
    found.put("storm_ms", storm.allMillis());
    found.put("first_ms", storm.firstMillis());
    found.put("login_cpu_ms", storm.cpuSeconds() * 1000 / all);
    found.put("server_cpu_ms", (sandbox.cpuSeconds() - server) * 1000 / all);
    wharf.collect();
    TimeUnit.SECONDS.sleep(REST_SECONDS);
    wharf.collect();
    found.put("rss_mib", wharf.process().rss() / 1024.0);
    found.put("anonymous_mib", wharf.process().rssAnon() / 1024.0);
    double cpu = wharf.process().cpuSeconds();
    TimeUnit.SECONDS.sleep(idle);
    found.put(
        "idle_cpu_s", (wharf.process().cpuSeconds() - cpu) * 60 / Math.max(1, idle) * 1000 / all);
    wharf.stop();
    found.put("restart_ms", wharf.start(all).allMillis());
    found.put("restart_cpu_ms", wharf.process().cpuSeconds() * 1000);
    wharf.intend(0);
    wharf.stop();
    return found;
  }

  private static Map<String, List<String>> read(Path file) throws Exception {
    Map<String, List<String>> variants = new LinkedHashMap<>();
    for (String line : Files.readAllLines(file)) {
      if (!line.isBlank() && !line.startsWith("#")) {
        String[] parts = line.split("\\|", 2);
        var flags = new ArrayList<String>();
        for (String flag : parts[1].strip().split("\\s+")) {
          switch (flag) {
            case "shipped" -> flags.addAll(Shipped.options());
            case "cache" -> flags.add(Shipped.cache());
            default -> flags.add(flag);
          }
        }
        variants.put(parts[0].strip(), flags);
      }
    }
    return variants;
  }

  private static String rounded(Map<String, Double> figures) {
    var text = new StringBuilder();
    figures.forEach((key, value) -> text.append(" %s=%.2f".formatted(key, value)));
    return text.toString();
  }
}
