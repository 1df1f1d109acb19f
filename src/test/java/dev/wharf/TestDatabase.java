package dev.wharf;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A real PostgreSQL for tests, with a new and empty database for each start of the application. Put
 * it on any Quarkus test with {@code @QuarkusTestResource(TestDatabase.class)}; it serves all of
 * them.
 */
public class TestDatabase implements QuarkusTestResourceLifecycleManager {

  private static final Path FOLDER = Path.of("target", "pg-test").toAbsolutePath();
  private static final String MASTER_KEY = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

  private EmbeddedPostgres server;

  @Override
  public Map<String, String> start() {
    String database = "wharf_" + HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt());
    try {
      Files.createDirectories(FOLDER);
      server = server();
      try (var connection = server.getPostgresDatabase().getConnection();
          var statement = connection.createStatement()) {
        statement.execute("create database " + database);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (SQLException e) {
      throw new IllegalStateException("the test database cannot be created", e);
    }
    String address = "127.0.0.1:" + server.getPort() + "/" + database;
    return Map.of(
        "quarkus.datasource.reactive.url",
        "postgresql://" + address,
        "quarkus.datasource.jdbc.url",
        "jdbc:postgresql://" + address,
        "quarkus.datasource.username",
        "postgres",
        "quarkus.datasource.password",
        "postgres",
        "wharf.master-key",
        MASTER_KEY,
        "quarkus.quinoa",
        "false");
  }

  @Override
  public void stop() {
    if (server != null) {
      try {
        server.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private static EmbeddedPostgres server() throws IOException {
    var output = ProcessBuilder.Redirect.appendTo(FOLDER.resolve("postgres.log").toFile());
    return EmbeddedPostgres.builder()
        // Removed when the server stops: no test sees what another run left.
        .setDataDirectory(
            Files.createTempDirectory(FOLDER, "data-" + ProcessHandle.current().pid() + "-"))
        .setCleanDataDirectory(true)
        .setOverrideWorkingDirectory(FOLDER.resolve("bin").toFile())
        .setPGStartupWait(Duration.ofSeconds(60))
        .setServerConfig("listen_addresses", "127.0.0.1")
        .setServerConfig("unix_socket_directories", "")
        .setServerConfig("fsync", "off")
        .setServerConfig("full_page_writes", "off")
        .setServerConfig("max_connections", "100")
        .setLocaleConfig("locale-provider", "builtin")
        .setLocaleConfig("builtin-locale", "C.UTF-8")
        .setLocaleConfig("locale", "C")
        .setErrorRedirector(output)
        .setOutputRedirector(output)
        .start();
  }
}
