package dev.wharf;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The server process of a data folder, as its {@code postmaster.pid} tells. The file outlives the
 * process when that is killed.
 */
record Postmaster(long pid, int port) {

  private static final int PORT_LINE = 3;

  static Path file(Path data) {
    return data.resolve("postmaster.pid");
  }

  /** Empty if there is no file, or one that is only half written yet. */
  static Optional<Postmaster> read(Path data) throws IOException {
    try {
      List<String> lines = Files.readAllLines(file(data));
      return lines.size() > PORT_LINE
          ? Optional.of(
              new Postmaster(
                  Long.parseLong(lines.getFirst().strip()),
                  Integer.parseInt(lines.get(PORT_LINE).strip())))
          : Optional.empty();
    } catch (NoSuchFileException | NumberFormatException none) {
      return Optional.empty();
    }
  }

  Optional<ProcessHandle> process() {
    return ProcessHandle.of(pid).filter(ProcessHandle::isAlive);
  }

  /** Dead, but not yet collected by its parent: PostgreSQL itself takes such a one for alive. */
  boolean isZombie() {
    try {
      String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
      return stat.substring(stat.lastIndexOf(')') + 1).strip().startsWith("Z");
    } catch (IOException unknownHere) {
      return false;
    }
  }

  /** Whether the number now belongs to a program that is no PostgreSQL. */
  boolean isSomebodyElse() {
    return process()
        .flatMap(process -> process.info().command())
        .filter(command -> !command.contains("postgres"))
        .isPresent();
  }
}
