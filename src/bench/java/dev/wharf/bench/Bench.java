package dev.wharf.bench;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Wharf beside unmodified Baileys: the same work, against the same server, in turns. Run from the
 * project's folder: {@code make bench}.
 */
public final class Bench {

  private static final int CANDIDATES_CORE = 1;
  private static final int SERVERS_CORE = 0;
  private static final double STEADY = 0.25;
  private static final int SCANS = 20;
  private static final int STARTS = 5;

  private Bench() {}

  /**
   * @param arguments {@code accounts=600 pairs=2 idle=60 qr=100 sockets=1000
   *     moreSockets=5000 messages=3000 growth=100000}, each optional
   */
  public static void main(String[] arguments) throws Exception {
    var sizes = Sizes.of(arguments);
    Path folder = Files.createTempDirectory("wharf-bench");
    List<String> flags = Shipped.flags();
    var report = new Report(sizes, flags);
    try (var sandbox = SandboxServer.quiet(sandboxJars(), folder.resolve("sandbox"), SERVERS_CORE);
        var wharf =
            new Wharf(
                sandbox,
                Shipped.JAR,
                flags,
                Files.createDirectories(folder.resolve("wharf")),
                CANDIDATES_CORE,
                SERVERS_CORE);
        var baileys =
            new Baileys(
                sandbox, Files.createDirectories(folder.resolve("baileys")), CANDIDATES_CORE)) {
      if (sizes.pairs() > 0) {
        run(List.of(baileys, wharf), sandbox, sizes, report);
      }
      if (sizes.pairs() > 0 && sizes.growth() > 0) {
        say("growth over %,d messages".formatted(sizes.growth()));
        grow(wharf, sandbox, sizes, report);
      }
      for (int sockets : sizes.dashboards()) {
        say("push to %d dashboards".formatted(sockets));
        FanOut.run(wharf, folder, CANDIDATES_CORE, sockets, report);
      }
    } finally {
      say("logs and data are in " + folder);
      // What was measured until something failed is worth having.
      report.write();
    }
  }

  private static void run(
      List<Candidate> candidates, SandboxServer sandbox, Sizes sizes, Report report)
      throws Exception {
    for (Candidate candidate : candidates) {
      say("pairing %d accounts with %s".formatted(sizes.accounts(), candidate.name()));
      candidate.pair(sizes.accounts());
    }
    Calibration.warmUp();
    for (int pair = 1; pair <= sizes.pairs(); pair++) {
      double before = Calibration.agreementsPerSecond();
      Map<String, Map<String, Double>> found = new LinkedHashMap<>();
      for (Candidate candidate : candidates) {
        say("pair %d of %d: %s".formatted(pair, sizes.pairs(), candidate.name()));
        found.put(candidate.name(), Round.run(candidate, sandbox, sizes));
        say(found.get(candidate.name()).toString());
      }
      double drift = Math.abs(Calibration.agreementsPerSecond() / before - 1);
      report.pair(found, drift, drift <= STEADY);
    }
    for (Candidate candidate : candidates) {
      say("QR codes: " + candidate.name());
      if (candidate instanceof Wharf wharf) {
        wharf.start(0);
        wharf.intend(0);
        wharf.stop();
      }
      candidate.start(0);
      var single = candidate.qr(Math.min(20, sizes.qr()), false);
      report.times(candidate.name(), "qr_alone_ms", single);
      report.times(candidate.name(), "qr_at_once_ms", candidate.qr(sizes.qr(), true));
      if (candidate instanceof Wharf wharf) {
        report.times(candidate.name(), "scan_to_active_ms", wharf.scanToActive(SCANS));
        wharf.intend(0);
        wharf.stop();
        say("starts");
        report.times(candidate.name(), "start_ms", wharf.starts(STARTS, Shipped.flags()));
        report.times(candidate.name(), "plain_start_ms", wharf.starts(STARTS, Shipped.options()));
      }
      report.value(candidate.name(), "disk_bytes_per_account", candidate.diskBytesPerAccount());
      candidate.stop();
    }
  }

  private static void grow(Wharf wharf, SandboxServer sandbox, Sizes sizes, Report report)
      throws Exception {
    wharf.start(0);
    wharf.intendExactly(sizes.accounts());
    wharf.stop();
    var found = Growth.run(wharf, sandbox, sizes.accounts(), sizes.growth());
    say(found.toString());
    found.forEach((key, value) -> report.value(wharf.name(), key, value));
  }

  /** The sandbox is in no production jar: it comes from the demo's build. */
  static String sandboxJars() {
    var app = Path.of("target/demo/quarkus-app").toAbsolutePath();
    var jars = new ArrayList<String>();
    for (String part : List.of("app", "lib/main", "lib/boot")) {
      jars.add(app.resolve(part) + File.separator + "*");
    }
    return jars.stream().collect(Collectors.joining(File.pathSeparator));
  }

  static void say(String line) {
    System.out.println(Instant.now().toString().substring(11, 19) + " " + line);
  }
}
