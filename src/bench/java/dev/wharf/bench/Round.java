package dev.wharf.bench;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** One candidate's turn: what it costs to be there, to come and to come back. */
final class Round {

  private static final long REST_SECONDS = 5;

  /** Who spends less of a core than this has done what comes after a login. */
  private static final double AT_REST = 0.15;

  private static final Duration COMES_TO_REST_WITHIN = Duration.ofMinutes(5);

  /** So many write first: the more clients one Node process holds, the dearer each promise is. */
  private static final int FEW = 10;

  private Round() {}

  static Map<String, Double> run(Candidate candidate, SandboxServer sandbox, Sizes sizes)
      throws Exception {
    Map<String, Double> found = new LinkedHashMap<>();
    int all = sizes.accounts();
    int some = sizes.fewer();
    if (candidate instanceof Wharf wharf) {
      wharf.start(0);
      wharf.intend(some);
      wharf.stop();
    }
    candidate.start(some);
    settle(candidate);
    double few = memory(candidate);
    double serverBefore = sandbox.cpuSeconds();
    var storm = candidate.login(some, all);
    found.put("storm_first_ms", storm.firstMillis());
    found.put("storm_all_ms", storm.allMillis());
    found.put("storm_cpu_ms_per_login", storm.cpuSeconds() * 1000 / (all - some));
    found.put(
        "sandbox_cpu_ms_per_login", (sandbox.cpuSeconds() - serverBefore) * 1000 / (all - some));
    found.put("settling_ms", settle(candidate));
    double many = memory(candidate);
    found.put("memory_kib_per_account", (many - few) / (all - some));
    found.put("memory_mib_process", candidate.process().rss() / 1024.0);
    double cpu = candidate.process().cpuSeconds();
    TimeUnit.SECONDS.sleep(sizes.idleSeconds());
    found.put(
        "idle_cpu_s_per_minute",
        (candidate.process().cpuSeconds() - cpu) * 60 / sizes.idleSeconds() * 1000 / all);
    long begin = System.nanoTime();
    candidate.stop();
    found.put("stop_ms", (System.nanoTime() - begin) / 1e6);
    var restart = candidate.start(all);
    found.put("restart_first_ms", restart.firstMillis());
    found.put("restart_all_ms", restart.allMillis());
    found.put("restart_cpu_s", restart.cpuSeconds());
    if (candidate instanceof Wharf wharf) {
      found.put("start_up_ms", wharf.startUpMillis());
    }
    candidate.stop();
    if (sizes.messages() > 0) {
      int writers = Math.min(FEW, some);
      letters(candidate, writers);
      found.putAll(Letters.run(candidate, sandbox, writers, sizes.messages()));
      candidate.stop();
      letters(candidate, some);
      found.putAll(Letters.ratesOf(candidate, sandbox, some, sizes.messages()));
      candidate.stop();
    }
    return found;
  }

  /** A process of its own, in which nobody is but those who write and read. */
  private static void letters(Candidate candidate, int accounts) throws Exception {
    if (candidate instanceof Wharf wharf) {
      wharf.start(0);
      wharf.intendExactly(accounts);
      wharf.stop();
    }
    candidate.startForMail(accounts);
  }

  /**
   * Waits until what a login entails is over: a thousand clients that are all online may be busy
   * with it for minutes more.
   *
   * @return milliseconds that took
   */
  private static double settle(Candidate candidate) throws Exception {
    long begin = System.nanoTime();
    double spent;
    do {
      double cpu = candidate.process().cpuSeconds();
      TimeUnit.SECONDS.sleep(REST_SECONDS);
      spent = candidate.process().cpuSeconds() - cpu;
    } while (spent > AT_REST * REST_SECONDS
        && System.nanoTime() - begin < COMES_TO_REST_WITHIN.toNanos());
    return (System.nanoTime() - begin) / 1e6;
  }

  /** KiB of anonymous memory after the garbage is gone and things have come to rest. */
  static double memory(Candidate candidate) throws Exception {
    candidate.collect();
    TimeUnit.SECONDS.sleep(REST_SECONDS);
    candidate.collect();
    return candidate.process().rssAnon();
  }
}
