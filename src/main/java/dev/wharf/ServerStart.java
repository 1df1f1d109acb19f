package dev.wharf;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import org.jboss.logging.Logger;

/**
 * Starts the server of a folder where none runs. A folder that is furnished is served by its
 * unpacked binaries at once. Else, or if these end, the archive of the binaries is unpacked or
 * found again, which takes half a second more, and new data is made if there is none.
 */
final class ServerStart {

  private static final Logger LOG = Logger.getLogger(ServerStart.class);
  private static final String MAJOR_VERSION = "18";
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Map<String, String> SETTINGS =
      Map.of(
          "listen_addresses", "127.0.0.1",
          "unix_socket_directories", "",
          "timezone", "UTC",
          "fsync", "on",
          "synchronous_commit", "on",
          "max_connections", "60");

  private ServerStart() {}

  /**
   * Returns when the server lets connections in.
   *
   * @return its port
   * @throws DatabaseUnavailable if it does not start within a minute
   */
  static int of(DatabaseFolder folder) throws IOException {
    folder.furnish(MAJOR_VERSION);
    var binaries = UnpackedBinaries.in(folder);
    if (folder.isFurnished() && binaries.isPresent()) {
      try {
        return DirectServer.start(folder, binaries.get(), SETTINGS, PATIENCE);
      } catch (TimeoutException e) {
        // It may be at work on what a crash left, so it is not ended: the next Wharf finds it.
        throw notStarted(folder, e);
      } catch (IOException e) {
        LOG.warnf(
            "database=embedded folder=%s starts from the archive: %s",
            folder.path(), e.getMessage());
      }
    }
    return fromArchive(folder);
  }

  private static int fromArchive(DatabaseFolder folder) throws IOException {
    var output = ProcessBuilder.Redirect.appendTo(folder.log().toFile());
    var builder =
        EmbeddedPostgres.builder()
            .setPort(FreePort.any())
            .setDataDirectory(folder.data())
            .setCleanDataDirectory(false)
            .setOverrideWorkingDirectory(folder.binaries().toFile())
            .setPGStartupWait(PATIENCE)
            .setConnectConfig("password", folder.password())
            .setLocaleConfig("locale-provider", "builtin")
            .setLocaleConfig("builtin-locale", "C.UTF-8")
            .setLocaleConfig("locale", "C")
            .setLocaleConfig("auth-host", "scram-sha-256")
            .setLocaleConfig("auth-local", "scram-sha-256")
            .setLocaleConfig("pwfile", folder.newPassword().toString())
            // Stretching is for passwords that can be guessed, not for one that was drawn; each
            // connection of each pool would pay for it.
            .setLocaleConfig("set", "scram_iterations=1")
            .setErrorRedirector(output)
            .setOutputRedirector(output)
            .setRegisterShutdownHook(false);
    SETTINGS.forEach(builder::setServerConfig);
    try {
      int port = builder.start().getPort();
      UnpackedBinaries.note(folder);
      return port;
    } catch (IOException | IllegalStateException e) {
      throw notStarted(folder, e);
    }
  }

  private static DatabaseUnavailable notStarted(DatabaseFolder folder, Exception reason) {
    return new DatabaseUnavailable(
        "The embedded PostgreSQL did not start (its reason is at the end of %s): set WHARF_DATABASE_URL to use a server of your own."
            .formatted(folder.log()),
        reason);
  }
}
