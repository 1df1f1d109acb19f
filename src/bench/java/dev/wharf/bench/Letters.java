package dev.wharf.bench;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * What it costs to send and to receive: messages over processor seconds of the candidate, both
 * directions for themselves, and how long one takes at a moderate rate.
 */
final class Letters {

  private static final int PER_SECOND = 200;
  private static final int TIMED = 1_000;
  private static final int TIMED_WARM_UP = 1_000;
  private static final long REST_MILLIS = 500;

  /** Before that much, a good part of the processor time is the compiler's; each way. */
  private static final int WARM_UP = 10_000;

  private Letters() {}

  /** The rates alone, with another number of accounts: it is told in the names of the figures. */
  static Map<String, Double> ratesOf(
      Candidate candidate, SandboxServer sandbox, int accounts, int messages) throws Exception {
    Map<String, Double> found = new LinkedHashMap<>();
    var mail = candidate.mail();
    var people = warm(mail, sandbox, accounts, each(WARM_UP, accounts));
    rates(candidate, people, accounts, each(messages, accounts))
        .forEach((key, value) -> found.put(key + "_of_many", value));
    return found;
  }

  static Map<String, Double> run(
      Candidate candidate, SandboxServer sandbox, int accounts, int messages) throws Exception {
    Map<String, Double> found = new LinkedHashMap<>();
    var mail = candidate.mail();
    var people = warm(mail, sandbox, accounts, each(WARM_UP, accounts));
    found.putAll(rates(candidate, people, accounts, each(messages, accounts)));
    mail.hear(TIMED_WARM_UP, () -> people.writeEvenly(TIMED_WARM_UP, PER_SECOND));
    var heard = Stats.of(mail.hear(TIMED, () -> people.writeEvenly(TIMED, PER_SECOND)));
    found.put("receive_p50_ms", heard.median());
    found.put("receive_p99_ms", heard.p99());
    mail.sendEvenly(people.addresses(), TIMED_WARM_UP, PER_SECOND);
    var sent = Stats.of(mail.sendEvenly(people.addresses(), TIMED, PER_SECOND));
    found.put("send_p50_ms", sent.median());
    found.put("send_p99_ms", sent.p99());
    return found;
  }

  private static int each(int messages, int accounts) {
    return Math.max(1, messages / accounts);
  }

  /** Both are warm when they are measured: compiled, connected, with what they keep at hand. */
  private static People warm(Mail mail, SandboxServer sandbox, int accounts, int each)
      throws Exception {
    var people = People.acquainted(sandbox, mail, accounts);
    people.write(each);
    people.send(mail, each);
    // From here on only ciphertexts, acks and receipts are on the wire.
    people.leave();
    return people;
  }

  private static Map<String, Double> rates(
      Candidate candidate, People people, int accounts, int each) throws Exception {
    Map<String, Double> found = new LinkedHashMap<>();
    double all = (double) each * accounts;
    var mail = candidate.mail();
    found.put("receive_per_cpu_second", all / cpu(candidate, () -> people.write(each)));
    found.put("send_per_cpu_second", all / cpu(candidate, () -> people.send(mail, each)));
    return found;
  }

  private interface Work {
    void run() throws Exception;
  }

  /** Processor seconds, with what is done a moment after the last of it. */
  private static double cpu(Candidate candidate, Work work) throws Exception {
    TimeUnit.MILLISECONDS.sleep(REST_MILLIS);
    double before = candidate.process().cpuSeconds();
    long begin = System.nanoTime();
    work.run();
    double took = (System.nanoTime() - begin) / 1e9;
    TimeUnit.MILLISECONDS.sleep(REST_MILLIS);
    double spent = candidate.process().cpuSeconds() - before;
    Bench.say("%s: %.2f s of processor in %.2f s".formatted(candidate.name(), spent, took));
    return spent;
  }
}
