package dev.wharf.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Lives through what a Wharf lives through, a few accounts long, and writes the ahead-of-time cache
 * of it beside the jar. Run from the project's folder: {@code make aot}.
 */
public final class Training {

  private static final Duration WRITING = Duration.ofMinutes(5);
  private static final int ACCOUNTS = 12;
  private static final int CODES = 4;
  private static final int LETTERS = 5;

  private Training() {}

  /**
   * @param arguments where the cache goes
   */
  public static void main(String[] arguments) throws Exception {
    Path cache = Path.of(arguments[0]).toAbsolutePath();
    Path folder = Files.createTempDirectory("wharf-training");
    Files.deleteIfExists(cache);
    var flags = new ArrayList<>(Shipped.options());
    try (var sandbox =
            SandboxServer.lively(Bench.sandboxJars(), folder.resolve("sandbox"), Proc.ANY_CORE);
        var wharf =
            new Wharf(
                sandbox,
                Shipped.JAR,
                List.copyOf(flags),
                folder.resolve("wharf"),
                Proc.ANY_CORE,
                Proc.ANY_CORE)) {
      // Before that there is nothing to come back to.
      wharf.pair(ACCOUNTS);
      flags.add("-XX:AOTCacheOutput=" + cache);
      // What is trained beyond that, or below it, is compiled too early or never well, and what was called
      // seldom is compiled at its first call: ADR 8.
      flags.add("-XX:TieredStopAtLevel=3");
      flags.add("-XX:CompileThresholdScaling=4");
      wharf.with(List.copyOf(flags));
      wharf.start(ACCOUNTS);
      wharf.qr(CODES, true);
      wharf.scanToActive(1);
      var people = People.acquainted(sandbox, wharf.mail(), ACCOUNTS);
      people.write(LETTERS);
      people.send(wharf.mail(), LETTERS);
      wharf.process().end(WRITING);
    }
    if (!Files.exists(cache)) {
      throw new IllegalStateException("no cache was written: see " + folder.resolve("wharf/wharf.log"));
    }
    Bench.say("%s: %,d MiB".formatted(cache, Files.size(cache) >> 20));
  }
}
