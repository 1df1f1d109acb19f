package dev.wharf;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;

/**
 * Starts PostgreSQL as a child of this process, which it outlives. It gets a session of its own, so
 * that Ctrl-C in the terminal reaches Wharf alone, which then stops it in order.
 */
final class DirectServer {

  private static final Duration PAUSE = Duration.ofMillis(5);
  private static final int ROOT = 0;

  private DirectServer() {}

  /**
   * Returns when the server says that it lets connections in.
   *
   * @return its port, on loopback
   * @throws IOException if it cannot be run, or ends
   * @throws TimeoutException if it is still starting
   */
  static int start(
      DatabaseFolder folder,
      UnpackedBinaries binaries,
      Map<String, String> settings,
      Duration patience)
      throws IOException, TimeoutException {
    int port = FreePort.any();
    var output = ProcessBuilder.Redirect.appendTo(folder.log().toFile());
    Process server =
        new ProcessBuilder(command(folder, binaries, settings, port))
            .redirectInput(new File("/dev/null"))
            .redirectErrorStream(true)
            .redirectOutput(output)
            .start();
    long start = System.nanoTime();
    while (!isReady(server, folder)) {
      if (!server.isAlive()) {
        throw new IOException(
            "PostgreSQL ended with %d, see %s".formatted(server.exitValue(), folder.log()));
      }
      if (System.nanoTime() - start > patience.toNanos()) {
        throw new TimeoutException("PostgreSQL is not ready after " + patience);
      }
      LockSupport.parkNanos(PAUSE.toNanos());
    }
    return port;
  }

  // Each program of the chain becomes the next one, so the child's number is the server's.
  private static List<String> command(
      DatabaseFolder folder, UnpackedBinaries binaries, Map<String, String> settings, int port)
      throws IOException {
    var command = new ArrayList<String>();
    if (isRoot()) {
      // PostgreSQL refuses to run as root, and in a user namespace of its own it is nobody.
      command.addAll(List.of("unshare", "-U"));
    }
    command.addAll(
        List.of(
            "setsid",
            binaries.postgres().toString(),
            "-D",
            folder.data().toString(),
            "-p",
            Integer.toString(port)));
    settings.forEach((name, value) -> command.addAll(List.of("-c", name + "=" + value)));
    return command;
  }

  private static boolean isReady(Process server, DatabaseFolder folder) {
    return Postmaster.notedIn(folder.data())
        .filter(noted -> noted.pid() == server.pid() && noted.ready())
        .isPresent();
  }

  private static boolean isRoot() throws IOException {
    return Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(ROOT);
  }
}
