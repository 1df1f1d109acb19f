package dev.wharf;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What PostgreSQL notes about itself in {@code postmaster.pid}. The note outlives a killed server,
 * and its process number may by then belong to somebody else.
 *
 * @param ready whether it says that it lets connections in
 */
record Postmaster(long pid, Instant started, int port, boolean ready) {

  private static final int STATUS_LINE = 7;
  private static final Duration START_TOLERANCE = Duration.ofSeconds(10);

  /** The note in this data folder; empty if there is none or it is not complete. */
  static Optional<Postmaster> notedIn(Path data) {
    try {
      var lines = Files.readAllLines(file(data));
      if (lines.size() < 4) {
        return Optional.empty();
      }
      return Optional.of(
          new Postmaster(
              Long.parseLong(lines.get(0).strip()),
              Instant.ofEpochSecond(Long.parseLong(lines.get(2).strip())),
              Integer.parseInt(lines.get(3).strip()),
              lines.size() > STATUS_LINE && lines.get(STATUS_LINE).strip().equals("ready")));
    } catch (NoSuchFileException | NumberFormatException none) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Path file(Path data) {
    return data.resolve("postmaster.pid");
  }

  /** Whether any PostgreSQL process still works in this data folder. */
  static boolean anyWorkingIn(Path data) {
    return ProcessHandle.allProcesses().anyMatch(process -> worksIn(process, data));
  }

  /** Whether the noted process still exists, be it only as one that ended and was not collected. */
  boolean lingers(Path data) {
    return ProcessHandle.of(pid)
        .filter(ProcessHandle::isAlive)
        .map(
            process ->
                process.info().command().isPresent()
                    ? worksIn(process, data)
                    : startedAsNoted(process))
        .orElse(false);
  }

  /** Asks the server to end open connections and stop, which is faster than a polite request. */
  void interrupt() throws IOException {
    new ProcessBuilder("/bin/sh", "-c", "kill -INT " + pid).start();
  }

  private boolean startedAsNoted(ProcessHandle process) {
    return process
        .info()
        .startInstant()
        .map(start -> Duration.between(start, started).abs().compareTo(START_TOLERANCE) < 0)
        .orElse(true);
  }

  private static boolean worksIn(ProcessHandle process, Path data) {
    return process
            .info()
            .command()
            .filter(command -> Path.of(command).getFileName().toString().startsWith("postgres"))
            .isPresent()
        && folderOf(process).map(data::equals).orElse(true);
  }

  private static Optional<Path> folderOf(ProcessHandle process) {
    try {
      return Optional.of(
          Files.readSymbolicLink(Path.of("/proc", Long.toString(process.pid()), "cwd")));
    } catch (IOException | UnsupportedOperationException unknown) {
      return Optional.empty();
    }
  }
}
