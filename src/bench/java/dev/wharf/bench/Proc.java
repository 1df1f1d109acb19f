package dev.wharf.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A process pinned to one core, and what the kernel says of it. */
final class Proc implements AutoCloseable {

  static final int ANY_CORE = -1;

  /** Those of the process under test and of the servers together. */
  static final int BOTH_CORES = -2;

  private static final double TICKS_PER_SECOND = 100;
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Process process;

  private Proc(Process process) {
    this.process = process;
    // Whoever ends the bench early is not left with its processes.
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
  }

  static Proc start(int core, Path folder, Path log, Map<String, String> more, List<String> command)
      throws IOException {
    return new Proc(builder(core, folder, log, more, command).start());
  }

  /** As {@link #start}, with its output for the caller to read. */
  static Proc talking(
      int core, Path folder, Path errors, Map<String, String> more, List<String> command)
      throws IOException {
    var builder = builder(core, folder, errors, more, command);
    builder.redirectErrorStream(false);
    builder.redirectError(ProcessBuilder.Redirect.appendTo(errors.toFile()));
    builder.redirectOutput(ProcessBuilder.Redirect.PIPE);
    return new Proc(builder.start());
  }

  private static ProcessBuilder builder(
      int core, Path folder, Path log, Map<String, String> more, List<String> command) {
    var pinned = new ArrayList<String>();
    if (core != ANY_CORE) {
      pinned.addAll(
          List.of("taskset", "-c", core == BOTH_CORES ? "0,1" : Integer.toString(core)));
    }
    pinned.addAll(command);
    var builder = new ProcessBuilder(pinned).directory(folder.toFile());
    builder.environment().putAll(more);
    builder.redirectErrorStream(true);
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    return builder;
  }

  Process process() {
    return process;
  }

  long pid() {
    return process.pid();
  }

  /** Processor seconds of all its threads, so far. */
  double cpuSeconds() {
    return cpuSeconds(pid());
  }

  static double cpuSeconds(long pid) {
    String stat = read(Path.of("/proc", Long.toString(pid), "stat"));
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
    return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / TICKS_PER_SECOND;
  }

  /** Anonymous resident memory, KiB. */
  long rssAnon() {
    return status("RssAnon:");
  }

  /** All resident memory, KiB. */
  long rss() {
    return status("VmRSS:");
  }

  private long status(String field) {
    return read(Path.of("/proc", Long.toString(pid()), "status"))
        .lines()
        .filter(line -> line.startsWith(field))
        .map(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
        .findFirst()
        .orElseThrow();
  }

  private static String read(Path path) {
    try {
      return Files.readString(path);
    } catch (IOException e) {
      throw new IllegalStateException("the process is gone: " + path, e);
    }
  }

  /** Runs a command to its end. */
  static String run(String... command) throws IOException, InterruptedException {
    var process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes());
    process.waitFor();
    return output;
  }

  @Override
  public void close() throws InterruptedException {
    end(PATIENCE);
  }

  void end(Duration patience) throws InterruptedException {
    process.destroy();
    if (!process.waitFor(patience.toSeconds(), TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
    }
  }
}
