package dev.wharf;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;

/**
 * A real PostgreSQL for tests, a new one for each start of the application. Put it on any Quarkus
 * test with {@code @QuarkusTestResource(TestDatabase.class)}; it serves all of them. A test that
 * has a field of this type gets it injected and may stop and start the server.
 */
public class TestDatabase implements QuarkusTestResourceLifecycleManager {

  /** Of tests alone: 32 bytes, base64. */
  public static final String MASTER_KEY = "dGVzdHMgb25seTogYSBtYXN0ZXIga2V5LCAzMiBieSE=";

  private static final Path ROOT = Path.of("target/pg-test");

  private Path data;
  private int port;
  private EmbeddedPostgres server;

  @Override
  public Map<String, String> start() {
    data = ROOT.resolve("data-" + ProcessHandle.current().pid() + "-" + System.nanoTime());
    port = freePort();
    startServer();
    String address = "127.0.0.1:" + port + "/postgres";
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
        MASTER_KEY);
  }

  @Override
  public void inject(TestInjector injector) {
    injector.injectIntoFields(this, new TestInjector.MatchesType(TestDatabase.class));
  }

  @Override
  public void stop() {
    stopServer();
    try (var files = Files.walk(data)) {
      files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The server on the same port with the same data, as after a restart of the machine. */
  public void startServer() {
    try {
      server =
          EmbeddedPostgres.builder()
              .setDataDirectory(data)
              .setCleanDataDirectory(false)
              .setOverrideWorkingDirectory(ROOT.resolve("bin").toFile())
              .setPort(port)
              .setPGStartupWait(Duration.ofSeconds(60))
              .setServerConfig("listen_addresses", "127.0.0.1")
              .setServerConfig("max_connections", "100")
              .setLocaleConfig("locale-provider", "builtin")
              .setLocaleConfig("builtin-locale", "C.UTF-8")
              .setLocaleConfig("locale", "C")
              .setOutputRedirector(ProcessBuilder.Redirect.DISCARD)
              .setErrorRedirector(ProcessBuilder.Redirect.DISCARD)
              .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public void stopServer() {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int freePort() {
    try {
      return FreePort.any();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
