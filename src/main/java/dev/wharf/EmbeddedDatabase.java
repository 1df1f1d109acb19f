package dev.wharf;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A real PostgreSQL of our own, for when no other is configured. It keeps everything in one folder,
 * listens on loopback only and wants a password. A server that outlived our process is taken over.
 *
 * <p>Works on the main thread before Quarkus starts and after it ended, so it may wait.
 */
final class EmbeddedDatabase {

  private static final Duration LONGEST_START = Duration.ofSeconds(60);
  private static final Duration LONGEST_STOP = Duration.ofSeconds(30);
  private static final Duration LONGEST_ZOMBIE = Duration.ofSeconds(10);
  private static final Duration PAUSE = Duration.ofMillis(100);
  private static final String MAJOR_VERSION = "18";

  private final Path data;
  private final int port;
  private final String password;

  /** Absent if it was running already. */
  private final @Nullable EmbeddedPostgres started;

  private EmbeddedDatabase(
      Path data, int port, String password, @Nullable EmbeddedPostgres started) {
    this.data = data;
    this.port = port;
    this.password = password;
    this.started = started;
  }

  /**
   * Starts the server of that folder, or takes over the one that runs.
   *
   * @throws StartRefused if another process works on the folder, or the server does not come up
   */
  static EmbeddedDatabase start(Path home, SecureRandom random) {
    try {
      PrivateFiles.folder(home);
      FolderLock.take(home);
      return open(home, random);
    } catch (IOException | IllegalStateException | UncheckedIOException e) {
      throw new StartRefused(
          "The embedded database in "
              + home.toAbsolutePath()
              + " does not start ("
              + e.getMessage()
              + "): look into postgres.log there, or set WHARF_DATABASE_URL to a PostgreSQL of"
              + " yours.");
    }
  }

  private static EmbeddedDatabase open(Path home, SecureRandom random) throws IOException {
    Path data = home.resolve("postgres");
    Path complete = data.resolve("wharf.complete");
    Path passwordFile = home.resolve("postgres.password");
    boolean known = Files.exists(passwordFile);
    var login = new EmbeddedLogin(data, PrivateFiles.secret(passwordFile, random));
    requireVersion(data);
    Optional<Postmaster> running = settled(login);
    EmbeddedPostgres started = null;
    if (running.isEmpty()) {
      if (Files.exists(data) && !Files.exists(complete)) {
        // A first start that was cut short: initdb does not go on where it was.
        Files.move(data, home.resolve("postgres.incomplete-" + System.currentTimeMillis()));
      }
      boolean trust = !known || !Files.exists(complete);
      started = launch(home, login, trust);
    }
    int port = started == null ? running.orElseThrow().port() : started.getPort();
    login.secure(port);
    if (!Files.exists(complete)) {
      Files.createFile(complete);
    }
    return new EmbeddedDatabase(data, port, login.password(), started);
  }

  private static void requireVersion(Path data) throws IOException {
    Path file = data.resolve("PG_VERSION");
    String version = Files.exists(file) ? Files.readString(file).strip() : MAJOR_VERSION;
    if (!version.isEmpty() && !version.equals(MAJOR_VERSION)) {
      throw new StartRefused(
          "The data in "
              + data.toAbsolutePath()
              + " were written by PostgreSQL "
              + version
              + ", and this Wharf brings "
              + MAJOR_VERSION
              + ": dump them with the old version and restore them, or set WHARF_DATA_DIR to a new"
              + " folder.");
    }
  }

  /** Waits until it is clear whether a server runs on the folder: it answers, or it is gone. */
  private static Optional<Postmaster> settled(EmbeddedLogin login) throws IOException {
    long begin = System.nanoTime();
    while (true) {
      Optional<Postmaster> found = Postmaster.read(login.data());
      if (found.isEmpty() || found.get().process().isEmpty()) {
        return Optional.empty();
      }
      Postmaster postmaster = found.get();
      boolean zombie = postmaster.isZombie();
      if (postmaster.isSomebodyElse() || (zombie && since(begin).compareTo(LONGEST_ZOMBIE) > 0)) {
        Files.deleteIfExists(Postmaster.file(login.data()));
        return Optional.empty();
      }
      if (!zombie && login.answers(postmaster.port())) {
        return found;
      }
      if (since(begin).compareTo(LONGEST_START) > 0) {
        throw new StartRefused(
            "A PostgreSQL (process "
                + postmaster.pid()
                + ") runs on "
                + login.data().toAbsolutePath()
                + " but does not answer: end that process and start again.");
      }
      LockSupport.parkNanos(PAUSE.toNanos());
    }
  }

  private static EmbeddedPostgres launch(Path home, EmbeddedLogin login, boolean trust)
      throws IOException {
    var log = ProcessBuilder.Redirect.appendTo(home.resolve("postgres.log").toFile());
    return EmbeddedPostgres.builder()
        .setDataDirectory(login.data())
        .setCleanDataDirectory(false)
        .setOverrideWorkingDirectory(home.resolve("bin").toFile())
        .setPort(port(home))
        .setPGStartupWait(LONGEST_START)
        .setConnectConfig("password", login.password())
        .setServerConfig("listen_addresses", "127.0.0.1")
        .setServerConfig("unix_socket_directories", "")
        // The library turns both off, for it is made for tests.
        .setServerConfig("fsync", "on")
        .setServerConfig("synchronous_commit", "on")
        .setServerConfig("max_connections", "60")
        .setLocaleConfig("locale-provider", "builtin")
        .setLocaleConfig("builtin-locale", "C.UTF-8")
        .setLocaleConfig("locale", "C")
        .setDataDirectoryCustomizer(
            afterInitdb -> {
              if (trust) {
                trustOnce(login);
              }
            })
        .setErrorRedirector(log)
        .setOutputRedirector(log)
        .setRegisterShutdownHook(false)
        .start();
  }

  private static void trustOnce(EmbeddedLogin login) {
    try {
      login.trust();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The port of the last start if it is free, so that tools need not look for it; else any. */
  private static int port(Path home) throws IOException {
    Path file = home.resolve("postgres.port");
    int port = freePort(Files.exists(file) ? Integer.parseInt(Files.readString(file).strip()) : 0);
    Files.writeString(file, port + "\n");
    return port;
  }

  private static int freePort(int wanted) throws IOException {
    try (var socket = new ServerSocket(wanted, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException taken) {
      if (wanted == 0) {
        throw taken;
      }
      return freePort(0);
    }
  }

  /** The properties that Quarkus wants. */
  Map<String, String> properties() {
    return new DatabaseAddress("127.0.0.1", port, "postgres", "postgres", password, Map.of())
        .properties();
  }

  int port() {
    return port;
  }

  /** Stops the server, whoever started it; its data stay. */
  void stop() {
    try {
      if (started != null) {
        started.close();
      } else {
        interrupt();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** SIGINT is PostgreSQL's fast shutdown; the gentler SIGTERM would wait for foreign clients. */
  private void interrupt() throws IOException {
    Optional<Postmaster> running = Postmaster.read(data);
    Optional<ProcessHandle> process = running.flatMap(Postmaster::process);
    if (process.isEmpty()) {
      return;
    }
    new ProcessBuilder("sh", "-c", "kill -INT " + running.get().pid()).start();
    try {
      process.get().onExit().get(LONGEST_STOP.toSeconds(), TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new IOException("PostgreSQL does not stop", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Duration since(long nanos) {
    return Duration.ofNanos(System.nanoTime() - nanos);
  }
}
