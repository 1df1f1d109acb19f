package dev.wharf;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;

/**
 * A command's way into the database that the configuration names. An embedded one is started for it
 * and stopped after it, unless a running Wharf serves it: that one is only read from.
 */
final class StoreConnection implements AutoCloseable {

  private final DatabaseUrl url;
  private final Connection connection;
  private final Optional<EmbeddedDatabase> opened;

  private StoreConnection(DatabaseUrl url, Optional<EmbeddedDatabase> opened) {
    this.url = url;
    this.opened = opened;
    try {
      connection = url.connect();
    } catch (SQLException e) {
      throw new DatabaseUnavailable(DatabaseProbe.sentence(url, e), e);
    }
  }

  /** To read, also beside a running Wharf. */
  static StoreConnection toRead(Config config) {
    var configured = DatabaseChoice.configured(config);
    if (configured.isPresent()) {
      return new StoreConnection(configured.get(), Optional.empty());
    }
    Path folder = existing(config);
    return EmbeddedDatabase.servedByAnother(folder)
        .map(url -> new StoreConnection(url, Optional.empty()))
        .orElseGet(() -> embedded(folder));
  }

  /** To change what is there. */
  static StoreConnection toChange(Config config) {
    return DatabaseChoice.configured(config)
        .map(url -> new StoreConnection(url, Optional.empty()))
        .orElseGet(() -> embedded(existing(config)));
  }

  /** To fill, so that it need not be there yet. */
  static StoreConnection toFill(Config config) {
    return DatabaseChoice.configured(config)
        .map(url -> new StoreConnection(url, Optional.empty()))
        .orElseGet(() -> embedded(DatabaseChoice.embedded(config)));
  }

  DatabaseUrl url() {
    return url;
  }

  Connection connection() {
    return connection;
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      // It is over either way, and what was to be kept is committed.
    } finally {
      opened.ifPresent(StoreConnection::stop);
    }
  }

  private static void stop(EmbeddedDatabase database) {
    try {
      database.close();
    } catch (IOException e) {
      throw new DatabaseUnavailable("The embedded database did not stop: " + e.getMessage(), e);
    }
  }

  private static StoreConnection embedded(Path folder) {
    var database = EmbeddedDatabase.open(folder);
    try {
      return new StoreConnection(database.url(), Optional.of(database));
    } catch (DatabaseUnavailable e) {
      stop(database);
      throw e;
    }
  }

  private static Path existing(Config config) {
    Path folder = DatabaseChoice.embedded(config);
    if (!Files.isDirectory(folder.resolve("data"))) {
      throw new DatabaseUnavailable(
          "There is no embedded database in %s: run this where Wharf runs, set WHARF_DATA_DIR to its folder, or WHARF_DATABASE_URL to the server it uses."
              .formatted(folder.toAbsolutePath()));
    }
    return folder;
  }
}
