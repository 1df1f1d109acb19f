package dev.wharf;

import io.quarkus.runtime.Application;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;
import org.jboss.logging.Logger;

/**
 * Decides which database this process uses and tells Quarkus so through system properties: the one
 * that is configured, or else the embedded one.
 */
final class DatabaseChoice {

  /** Whether this process already runs the embedded database: live reload comes here again. */
  static final String EMBEDDED = "wharf.embedded-database";

  private static final Logger LOG = Logger.getLogger(DatabaseChoice.class);
  private static final String REACTIVE = "quarkus.datasource.reactive.url";
  private static final String JDBC = "quarkus.datasource.jdbc.url";

  private DatabaseChoice() {}

  /**
   * Settles the choice and waits until the database answers.
   *
   * @throws DatabaseUnavailable if there is none to work with
   */
  static void settle(Config config) {
    if (System.getProperty(EMBEDDED) != null) {
      LOG.infof("database=embedded folder=%s goes on", System.getProperty(EMBEDDED));
      return;
    }
    var configured = configured(config);
    if (configured.isPresent()) {
      DatabaseUrl url = configured.get();
      LOG.infof("database=external place=%s", url.place());
      DatabaseProbe.await(url, config, first -> SchemaHistory.settle(config, first));
      MasterKeys.settle(config, url);
      url.settings().forEach(System::setProperty);
    } else {
      startEmbedded(config);
    }
  }

  /** The database that the configuration names, in our way or in that of Quarkus. */
  static Optional<DatabaseUrl> configured(Config config) {
    return url(config, "wharf.database-url", "WHARF_DATABASE_URL")
        .or(() -> url(config, JDBC, JDBC))
        .or(() -> url(config, REACTIVE, REACTIVE))
        .map(
            url ->
                url.orElse(
                    text(config, "quarkus.datasource.username"),
                    text(config, "quarkus.datasource.password")));
  }

  private static Optional<DatabaseUrl> url(Config config, String property, String shown) {
    return text(config, property).map(text -> DatabaseUrl.parse(shown, text));
  }

  /** The folder of what Wharf keeps on disk. */
  static Path dataDir(Config config) {
    return Path.of(text(config, "wharf.data-dir").orElse(".wharf"));
  }

  /** The folder of the embedded database. */
  static Path embedded(Config config) {
    return dataDir(config).resolve("postgres");
  }

  static Optional<String> text(Config config, String property) {
    return config.getOptionalValue(property, String.class).filter(text -> !text.isBlank());
  }

  private static void startEmbedded(Config config) {
    Path folder = embedded(config);
    var database = EmbeddedDatabase.open(folder, first -> SchemaHistory.settle(config, first));
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(database), "embedded-database"));
    MasterKeys.settle(config, database.url());
    database.url().settings().forEach(System::setProperty);
    System.setProperty("wharf.master-key-generate", "true");
    System.setProperty(EMBEDDED, folder.toAbsolutePath().toString());
    LOG.infof(
        "database=embedded folder=%s place=%s alreadyRunning=%s"
            + " (WHARF_DATABASE_URL names a server of your own)",
        folder.toAbsolutePath().normalize(), database.url().place(), database.adopted());
  }

  private static void stop(EmbeddedDatabase database) {
    // Shutdown hooks run side by side, and Quarkus may still write.
    Application running = Application.currentApplication();
    if (running != null) {
      running.awaitShutdown();
    }
    try {
      database.close();
    } catch (IOException e) {
      LOG.warnf("database=embedded did not stop: %s", e.getMessage());
    }
  }
}
