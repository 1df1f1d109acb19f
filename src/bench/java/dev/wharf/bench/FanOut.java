package dev.wharf.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * What it costs to tell many dashboards: Wharf, which stores each event first, beside socket.io,
 * which does not. What Wharf spends to take and store them is measured without readers and taken
 * off.
 */
final class FanOut {

  /** Events are told in groups of so many, and delivered so many times in all. */
  static final int GROUP = 10;

  private static final long DELIVERIES = 400_000;
  private static final long PER_SECOND = 150_000;
  private static final int TELLINGS_WITHOUT_READERS = 6;
  private static final int SHORTEST_EVENT = 250;
  private static final int SHARE_OF_FEW = 5;
  /** Longer than the JVM takes to give back what it held for what came before. */
  private static final long REST_SECONDS = 15;
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final String SOCKET_IO = "/socket.io/?EIO=4&transport=websocket";

  private FanOut() {}

  /** What tells the dashboards. */
  private interface Teller {
    void tell(int events, long pauseMillis) throws Exception;

    void collectGarbage() throws Exception;
  }

  static void run(Wharf wharf, Path folder, int core, int sockets, Report report) throws Exception {
    wharf.start(0);
    var tellers = wharf.tellers(GROUP);
    Map<String, Double> own;
    try {
      var tell =
          new Teller() {
            @Override
            public void tell(int events, long pauseMillis) throws Exception {
              tellers.tell(events, pauseMillis);
            }

            @Override
            public void collectGarbage() throws Exception {
              wharf.collect();
            }
          };
      double storing = storing(wharf.process(), sockets, tell);
      own = measure(wharf.process(), wharf.port(), sockets, tellers.protocol(), tell, storing);
    } finally {
      wharf.stop();
    }
    own.forEach((key, value) -> report.value("wharf", key + "_" + sockets, value));
    int size = (int) Math.round(own.get("push_bytes"));
    theirs(folder, core, sockets, size)
        .forEach((key, value) -> report.value("socket.io", key + "_" + sockets, value));
  }

  /**
   * Processor seconds for the events of one delivery without readers. A process that has just
   * started has much else to do, so it is the cheapest of some that counts.
   */
  private static double storing(Proc process, int sockets, Teller tell) throws Exception {
    double cheapest = Double.MAX_VALUE;
    for (int i = 0; i < TELLINGS_WITHOUT_READERS; i++) {
      double before = process.cpuSeconds();
      tell.tell(events(sockets), pause(sockets));
      cheapest = Math.min(cheapest, process.cpuSeconds() - before);
    }
    return cheapest;
  }

  private static Map<String, Double> theirs(Path folder, int core, int sockets, int size)
      throws Exception {
    int port = Ports.free();
    try (var server =
        Proc.talking(
            core,
            Path.of("").toAbsolutePath(),
            folder.resolve("fanout.log"),
            Map.of(),
            List.of(
                "node", "--expose-gc", "src/bench/baileys/fanout.mjs", Integer.toString(port)))) {
      var answers = server.process().inputReader();
      answers.readLine();
      var commands = server.process().outputWriter();
      var tell =
          new Teller() {
            @Override
            public void tell(int events, long pauseMillis) throws Exception {
              say(
                  "{\"count\":%d,\"group\":%d,\"pause\":%d,\"size\":%d}"
                      .formatted(events, GROUP, pauseMillis, Math.max(1, size - 60)));
            }

            @Override
            public void collectGarbage() throws Exception {
              say("{\"gc\":true}");
            }

            private void say(String command) throws Exception {
              commands.write(command + "\n");
              commands.flush();
              answers.readLine();
            }
          };
      var protocol =
          new RawReaders.Protocol() {
            @Override
            public String path() {
              return SOCKET_IO;
            }

            @Override
            public String greeting() {
              return "40";
            }
          };
      return measure(server, port, sockets, protocol, tell, 0);
    }
  }

  private static Map<String, Double> measure(
      Proc process, int port, int sockets, RawReaders.Protocol protocol, Teller tell, double off)
      throws Exception {
    Map<String, Double> found = new LinkedHashMap<>();
    try (var readers = RawReaders.of(port, SHORTEST_EVENT, protocol)) {
      int few = sockets / SHARE_OF_FEW;
      readers.connect(few);
      double before = memory(process, tell);
      readers.connect(sockets - few);
      found.put("push_kib_per_socket", (memory(process, tell) - before) / (sockets - few));
      deliver(readers, sockets, tell);
      readers.forget();
      double cpu = process.cpuSeconds();
      deliver(readers, sockets, tell);
      double spent = process.cpuSeconds() - cpu - off;
      found.put("push_per_core_second", readers.events() / spent);
      found.put("push_bytes", (double) readers.bytes() / readers.events());
      var delays = Stats.of(readers.delays());
      found.put("push_p50_ms", delays.median());
      found.put("push_p99_ms", delays.p99());
    }
    Bench.say("push to %d: %s".formatted(sockets, found));
    return found;
  }

  /** KiB of anonymous memory without garbage, after a rest. */
  private static double memory(Proc process, Teller teller) throws Exception {
    teller.collectGarbage();
    TimeUnit.SECONDS.sleep(REST_SECONDS);
    teller.collectGarbage();
    return process.rssAnon();
  }

  private static void deliver(RawReaders readers, int sockets, Teller tell) throws Exception {
    long wanted = readers.events() + (long) events(sockets) * sockets;
    tell.tell(events(sockets), pause(sockets));
    Waiting.until("all events are delivered", PATIENCE, () -> readers.events() >= wanted);
  }

  private static int events(int sockets) {
    return (int) Math.max(GROUP, DELIVERIES / sockets / GROUP * GROUP);
  }

  private static long pause(int sockets) {
    return Math.max(1, 1000L * GROUP * sockets / PER_SECOND);
  }
}
