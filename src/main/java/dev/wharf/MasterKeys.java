package dev.wharf;

import dev.wharf.keystore.GeneratedKey;
import dev.wharf.keystore.KeystoreFault;
import dev.wharf.keystore.MasterKey;
import dev.wharf.keystore.MasterKeySource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;

/**
 * Which master key is configured, before there are beans.
 *
 * @param generated where Wharf keeps the key that it made for itself; empty if one is configured
 */
record MasterKeys(Config config, Optional<GeneratedKey> generated) {

  static MasterKeys of(Config config) {
    boolean own =
        value(config, "wharf.master-key").isEmpty()
            && value(config, "wharf.master-key-file").isEmpty()
            && (DatabaseChoice.configured(config).isEmpty()
                || config
                    .getOptionalValue("wharf.master-key-generate", Boolean.class)
                    .orElse(false));
    return new MasterKeys(
        config,
        own ? Optional.of(new GeneratedKey(DatabaseChoice.dataDir(config))) : Optional.empty());
  }

  /** Ends a change of the master key that was interrupted, so that the server can start. */
  static void settle(Config config, DatabaseUrl url) {
    if (of(config).generated().filter(GeneratedKey::isChanging).isPresent()) {
      try (var connection = url.connect()) {
        settle(config, connection);
      } catch (SQLException e) {
        throw new DatabaseUnavailable(DatabaseProbe.sentence(url, e), e);
      }
    }
  }

  /** As {@link #settle(Config, DatabaseUrl)}, on a connection outside of any transaction. */
  static void settle(Config config, Connection connection) {
    var own = of(config).generated();
    if (own.isEmpty()) {
      return;
    }
    try {
      own.get().settle(connection);
    } catch (SQLException | IOException | KeystoreFault e) {
      throw new DatabaseUnavailable(
          "The change of the master key was interrupted and cannot be ended (%s). %s holds the former key and %s the new one."
              .formatted(e.getMessage(), own.get().file(), own.get().next()),
          e);
    }
  }

  /** Whether there is one to read. */
  boolean isThere() {
    return generated.isEmpty() || Files.exists(generated.get().file());
  }

  /**
   * @throws KeystoreFault {@code NO_MASTER_KEY}
   */
  MasterKey read() {
    return generated
        .map(own -> MasterKeySource.fromFile(own.file()))
        .orElseGet(
            () ->
                MasterKeySource.configured(
                    value(config, "wharf.master-key"),
                    value(config, "wharf.master-key-file").map(Path::of)));
  }

  private static Optional<String> value(Config config, String property) {
    return DatabaseChoice.text(config, property);
  }
}
