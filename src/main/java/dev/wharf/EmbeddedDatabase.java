package dev.wharf;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * A real PostgreSQL server of our own, which keeps its data in a folder and listens on loopback
 * only. It outlives a killed Wharf: the next one finds it there and goes on with it. Meant to be
 * opened and closed outside of any event loop, for both wait.
 */
final class EmbeddedDatabase implements AutoCloseable {

  private static final Logger LOG = Logger.getLogger(EmbeddedDatabase.class);
  private static final String DATABASE = "wharf";
  private static final String MISSING = "3D000";
  private static final Duration LEAVE = Duration.ofSeconds(30);
  private static final Duration PAUSE = Duration.ofMillis(20);

  private final DatabaseFolder folder;
  private final FolderLock lock;
  private final int port;
  private final boolean adopted;

  private EmbeddedDatabase(DatabaseFolder folder, FolderLock lock, int port, boolean adopted) {
    this.folder = folder;
    this.lock = lock;
    this.port = port;
    this.adopted = adopted;
  }

  /**
   * Starts the server of this folder, or takes over the one that an earlier process left running. A
   * new folder is furnished first.
   *
   * @throws DatabaseUnavailable if another process uses the folder or the server does not start
   */
  static EmbeddedDatabase open(Path path) {
    return open(path, connection -> {});
  }

  /**
   * As {@link #open(Path)}.
   *
   * @param first is given the connection that shows that the database answers, for as long as the
   *     call lasts; not called for a database that is new
   */
  static EmbeddedDatabase open(Path path, Consumer<Connection> first) {
    try {
      var folder = DatabaseFolder.at(path);
      var lock =
          FolderLock.of(folder.path())
              .orElseThrow(
                  () ->
                      new DatabaseUnavailable(
                          "Another Wharf (process %s) already uses the folder %s: stop it, or set WHARF_DATA_DIR to a folder of its own."
                              .formatted(FolderLock.holder(folder.path()), folder.path())));
      try {
        return open(folder, lock, first);
      } catch (IOException | RuntimeException e) {
        lock.close();
        throw e;
      }
    } catch (IOException e) {
      throw new DatabaseUnavailable(
          "The folder %s cannot be used for the embedded database (%s): set WHARF_DATA_DIR to a folder that can be written."
              .formatted(path, e),
          e);
    }
  }

  DatabaseUrl url() {
    return folder.url(port, DATABASE);
  }

  /**
   * The database of a folder that another process holds and serves, for whoever only reads; empty
   * if nobody holds it.
   *
   * @throws DatabaseUnavailable if somebody holds it and no server answers
   */
  static Optional<DatabaseUrl> servedByAnother(Path path) {
    try {
      var folder = DatabaseFolder.at(path);
      var free = FolderLock.of(folder.path());
      if (free.isPresent()) {
        free.get().close();
        return Optional.empty();
      }
      return Optional.of(
          Postmaster.notedIn(folder.data())
              .filter(server -> answers(folder, server))
              .map(server -> folder.url(server.port(), DATABASE))
              .orElseThrow(
                  () ->
                      new DatabaseUnavailable(
                          "Another Wharf (process %s) uses the folder %s, but its database does not answer yet: try again in a moment."
                              .formatted(FolderLock.holder(folder.path()), folder.path()))));
    } catch (IOException e) {
      throw new DatabaseUnavailable(
          "The folder %s of the embedded database cannot be read (%s).".formatted(path, e), e);
    }
  }

  /** Whether the server was already running. */
  boolean adopted() {
    return adopted;
  }

  /** Lets go of the folder and leaves the server running, as a killed process would. */
  void abandon() throws IOException {
    lock.close();
  }

  /** Stops the server, which first ends the connections that are still open. */
  @Override
  public void close() throws IOException {
    try {
      var server = Postmaster.notedIn(folder.data());
      if (server.isPresent() && Postmaster.anyWorkingIn(folder.data())) {
        server.get().interrupt();
        if (!within(LEAVE, () -> !Postmaster.anyWorkingIn(folder.data()))) {
          LOG.warnf("database=embedded folder=%s did not stop in time", folder.path());
        }
      }
    } finally {
      lock.close();
    }
  }

  private static EmbeddedDatabase open(
      DatabaseFolder folder, FolderLock lock, Consumer<Connection> first) throws IOException {
    Optional<Integer> running = runningPort(folder);
    boolean isNew = running.isEmpty() && !folder.isFurnished();
    int port = running.isPresent() ? running.get() : ServerStart.of(folder);
    folder.furnished();
    if (isNew) {
      createDatabase(folder, port);
    } else {
      use(folder, port, first);
    }
    return new EmbeddedDatabase(folder, lock, port, running.isPresent());
  }

  /** The port of the server that is already there, after waiting for one that comes or goes. */
  private static Optional<Integer> runningPort(DatabaseFolder folder) throws IOException {
    var found = new int[1];
    boolean settled =
        within(
            LEAVE,
            () -> {
              var noted = Postmaster.notedIn(folder.data());
              found[0] =
                  noted.filter(server -> answers(folder, server)).map(Postmaster::port).orElse(0);
              return found[0] != 0
                  || !Postmaster.anyWorkingIn(folder.data())
                      && noted.filter(server -> server.lingers(folder.data())).isEmpty();
            });
    if (found[0] != 0) {
      return Optional.of(found[0]);
    }
    if (!settled && Postmaster.anyWorkingIn(folder.data())) {
      throw new DatabaseUnavailable(
          "A PostgreSQL server holds %s but does not answer: end it, then start Wharf again."
              .formatted(folder.data()));
    }
    // Nobody works there, so the note is stale; its number may by now be a stranger's, and
    // PostgreSQL would refuse to start because of that stranger.
    Files.deleteIfExists(Postmaster.file(folder.data()));
    return Optional.empty();
  }

  private static boolean answers(DatabaseFolder folder, Postmaster server) {
    try (Connection connection = folder.connect(server.port(), "postgres");
        var statement = connection.createStatement();
        var row = statement.executeQuery("show data_directory")) {
      return row.next() && Path.of(row.getString(1)).toRealPath().equals(folder.data());
    } catch (SQLException | IOException no) {
      return false;
    }
  }

  /** Opens the first connection; the database is missing if the first start was interrupted. */
  private static void use(DatabaseFolder folder, int port, Consumer<Connection> first) {
    try (var connection = folder.connect(port, DATABASE)) {
      first.accept(connection);
    } catch (SQLException e) {
      if (!MISSING.equals(e.getSQLState())) {
        throw unusable(folder, e);
      }
      createDatabase(folder, port);
    }
  }

  private static void createDatabase(DatabaseFolder folder, int port) {
    try (Connection connection = folder.connect(port, "postgres");
        var statement = connection.createStatement()) {
      statement.execute("create database " + DATABASE);
    } catch (SQLException e) {
      throw unusable(folder, e);
    }
  }

  private static DatabaseUnavailable unusable(DatabaseFolder folder, SQLException reason) {
    return new DatabaseUnavailable(
        "The embedded PostgreSQL in %s cannot be used (%s): set WHARF_DATABASE_URL to use a server of your own."
            .formatted(folder.path(), reason.getMessage()),
        reason);
  }

  private static boolean within(Duration time, BooleanSupplier condition) {
    long start = System.nanoTime();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - start > time.toNanos()) {
        return false;
      }
      LockSupport.parkNanos(PAUSE.toNanos());
    }
    return true;
  }
}
