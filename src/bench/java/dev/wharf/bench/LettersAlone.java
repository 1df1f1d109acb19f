package dev.wharf.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * The rows about messages without the others, for whoever works on them. Run from the project's
 * folder: {@code make bench-messages}.
 */
public final class LettersAlone {

  private static final Map<String, Integer> USUAL =
      Map.of("accounts", 10, "messages", 5_000, "pairs", 1, "growth", 0, "baileys", 1);

  private LettersAlone() {}

  /**
   * @param arguments {@code accounts=10 messages=5000 pairs=1 growth=0 baileys=1}, each optional, and
   *     flags for Wharf's JVM
   */
  public static void main(String[] arguments) throws Exception {
    var flags = new ArrayList<>(Shipped.flags());
    Arrays.stream(arguments).filter(it -> it.startsWith("-")).forEach(flags::add);
    var sizes =
        Sizes.read(
            Arrays.stream(arguments).filter(it -> !it.startsWith("-")).toArray(String[]::new),
            USUAL);
    int accounts = sizes.get("accounts");
    Path folder = Files.createTempDirectory("wharf-letters");
    try (var sandbox = SandboxServer.quiet(Bench.sandboxJars(), folder.resolve("sandbox"), 0);
        var wharf = new Wharf(sandbox, Shipped.JAR, flags, folder.resolve("wharf"), 1, 0);
        var baileys = new Baileys(sandbox, folder.resolve("baileys"), 1)) {
      var candidates = sizes.get("baileys") > 0 ? List.of(baileys, wharf) : List.of(wharf);
      for (Candidate candidate : candidates) {
        candidate.pair(accounts);
      }
      for (int pair = 0; pair < sizes.get("pairs"); pair++) {
        for (Candidate candidate : candidates) {
          double before = sandbox.cpuSeconds();
          candidate.startForMail(accounts);
          var found = Letters.run(candidate, sandbox, accounts, sizes.get("messages"));
          Bench.say("%s: %s".formatted(candidate.name(), found));
          Bench.say("the server: %.2f s".formatted(sandbox.cpuSeconds() - before));
          candidate.stop();
        }
      }
      if (sizes.get("growth") > 0) {
        Bench.say("growth: " + Growth.run(wharf, sandbox, accounts, sizes.get("growth")));
      }
    } finally {
      Bench.say("logs and data are in " + folder);
    }
  }
}
