package dev.wharf.endtoend;

import dev.wharf.TestDatabase;
import dev.wharf.sandbox.Sandbox;
import dev.wharf.sandbox.SandboxConfig;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;

/**
 * The packaged jar, a sandbox, and a PostgreSQL that outlives the jar's process. The process starts
 * when it is told to.
 */
final class Rig implements AutoCloseable {

  private final Vertx vertx = Vertx.vertx();
  private final TestDatabase database = new TestDatabase();
  private final Map<String, String> place;
  private final Sandbox sandbox;
  private final SandboxDesk desk;
  private final WharfProcess wharf;

  private Rig(String name, Map<String, String> settings) throws Exception {
    sandbox =
        done(
            Sandbox.start(vertx, SandboxConfig.ephemeral(), Clock.systemUTC(), new SecureRandom()));
    desk = new SandboxDesk(sandbox.httpUrl());
    place = database.start();
    Path target = Path.of(System.getProperty("wharf.jar")).toAbsolutePath().getParent().getParent();
    Path parent = Files.createDirectories(target.resolve("jar-it"));
    var environment = new HashMap<>(settings);
    environment.put(
        "WHARF_DATABASE_URL",
        place.get("quarkus.datasource.reactive.url").replace("//", "//postgres:postgres@"));
    environment.put("WHARF_MASTER_KEY", TestDatabase.MASTER_KEY);
    wharf = new WharfProcess(Files.createTempDirectory(parent, name), sandbox, environment);
  }

  /**
   * @param settings environment variables for the jar
   */
  static Rig of(String name, Map<String, String> settings) throws Exception {
    return new Rig(name, settings);
  }

  WharfProcess wharf() {
    return wharf;
  }

  Sandbox sandbox() {
    return sandbox;
  }

  SandboxDesk desk() {
    return desk;
  }

  /** Ends every connection to the database but the one that says so. */
  int cutDatabase() throws SQLException {
    try (var connection = connect();
        var statement = connection.createStatement();
        var cut =
            statement.executeQuery(
                "select count(pg_terminate_backend(pid)) from pg_stat_activity"
                    + " where pid <> pg_backend_pid() and backend_type = 'client backend'")) {
      cut.next();
      return cut.getInt(1);
    }
  }

  /** The database goes away, and comes back with all it had. */
  void restartDatabase() {
    database.stopServer();
    database.startServer();
  }

  private Connection connect() throws SQLException {
    var login = new Properties();
    login.put("user", "postgres");
    login.put("password", "postgres");
    login.put("connectTimeout", "5");
    return DriverManager.getConnection(place.get("quarkus.datasource.jdbc.url"), login);
  }

  @Override
  public void close() throws Exception {
    try {
      if (wharf.isAlive()) {
        wharf.terminate(Duration.ofSeconds(30));
      }
    } finally {
      wharf.kill();
      done(sandbox.close());
      done(vertx.close());
      database.stop();
    }
  }

  private static <T> T done(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
  }
}
