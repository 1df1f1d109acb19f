package dev.wharf.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Whether memory stays flat while accounts are online. Run from the project's folder. */
public final class Soak {

  private static final int LOOK_SECONDS = 10;
  private static final int PER_SECOND = 100;
  private static final Duration SETTLING = Duration.ofSeconds(30);

  /** What the accounts do meanwhile. */
  interface Traffic {

    /** Nothing but to be there. */
    Traffic NONE = (wharf, sandbox) -> () -> {};

    /** Begins it; closing ends it. */
    AutoCloseable begin(Wharf wharf, SandboxServer sandbox) throws Exception;
  }

  private record Sample(double minutes, double kib) {}

  private Soak() {}

  /**
   * @param arguments {@code accounts=200 minutes=10 messages=100}, each optional; so many messages a
   *     second are sent, and as many received
   */
  public static void main(String[] arguments) throws Exception {
    var sizes =
        Sizes.read(arguments, Map.of("accounts", 200, "minutes", 10, "messages", PER_SECOND));
    int perSecond = sizes.get("messages");
    run(
        sizes.get("accounts"),
        sizes.get("minutes"),
        perSecond,
        perSecond > 0 ? new Chatter(sizes.get("accounts"), perSecond) : Traffic.NONE);
  }

  private static void run(int accounts, int minutes, int perSecond, Traffic traffic)
      throws Exception {
    Path folder = Files.createTempDirectory("wharf-soak");
    try (var sandbox = SandboxServer.quiet(Bench.sandboxJars(), folder.resolve("sandbox"), 0);
        var wharf =
            new Wharf(sandbox, Shipped.JAR, Shipped.flags(), folder.resolve("wharf"), 1, 0)) {
      Bench.say("pairing %d accounts".formatted(accounts));
      wharf.pair(accounts);
      wharf.start(accounts);
      try (var running = traffic.begin(wharf, sandbox)) {
        TimeUnit.SECONDS.sleep(SETTLING.toSeconds());
        var samples = watch(wharf, minutes);
        tell(accounts, minutes, perSecond, samples);
      }
    }
  }

  private static void tell(int accounts, int minutes, int perSecond, List<Sample> samples)
      throws Exception {
    var first = range(samples.subList(0, samples.size() / 3));
    var last = range(samples.subList(samples.size() - samples.size() / 3, samples.size()));
    String found =
        "%d accounts, %d minutes, %d messages a second sent and as many received: anonymous memory %.1f to %.1f MiB in the first third, %.1f to %.1f in the last, slope %.1f KiB a minute"
            .formatted(
                accounts,
                minutes,
                perSecond,
                first.getMin() / 1024,
                first.getMax() / 1024,
                last.getMin() / 1024,
                last.getMax() / 1024,
                slope(samples));
    Bench.say(found);
    Page.write("soak", "Measured %s: %s.%n".formatted(Page.now(), found));
  }

  /** As an operator sees it: nobody asks for a collection. */
  private static List<Sample> watch(Wharf wharf, int minutes) throws Exception {
    var samples = new ArrayList<Sample>();
    long begin = System.nanoTime();
    while (System.nanoTime() - begin < Duration.ofMinutes(minutes).toNanos()) {
      TimeUnit.SECONDS.sleep(LOOK_SECONDS);
      samples.add(new Sample((System.nanoTime() - begin) / 60e9, wharf.process().rssAnon()));
    }
    return samples;
  }

  private static DoubleSummaryStatistics range(List<Sample> samples) {
    return samples.stream().mapToDouble(Sample::kib).summaryStatistics();
  }

  /** Of the line that fits best. */
  private static double slope(List<Sample> samples) {
    double minutes = samples.stream().mapToDouble(Sample::minutes).average().orElse(0);
    double kib = samples.stream().mapToDouble(Sample::kib).average().orElse(0);
    double above = 0;
    double below = 0;
    for (Sample sample : samples) {
      above += (sample.minutes() - minutes) * (sample.kib() - kib);
      below += Math.pow(sample.minutes() - minutes, 2);
    }
    return above / below;
  }
}
