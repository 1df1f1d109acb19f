package dev.wharf;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.eclipse.microprofile.config.Config;
import org.jboss.logging.Logger;

/**
 * What a database says of its migrations. If it has had exactly those of this jar, Flyway has
 * nothing to do, and to find that out for itself costs it a tenth of a start. In any other case it
 * is left to Flyway to do its work, or to say what is wrong.
 */
final class SchemaHistory {

  private static final Logger LOG = Logger.getLogger(SchemaHistory.class);
  private static final String ACTIVE = "quarkus.flyway.active";

  /** What the jar's own application.properties has; what is below zero are defaults. */
  private static final int OURS = 250;

  // Flyway keeps its table in the schema that is made in; a missing one would be an error in the
  // server's log.
  private static final String THERE =
      "select to_regclass(quote_ident(current_schema()) || '.flyway_schema_history') is not null";
  private static final String ROWS =
      "select version, script, checksum, success and type = 'SQL' from flyway_schema_history";

  private SchemaHistory() {}

  /** Leaves Flyway out of this run if it has nothing to do and nobody has set anything about it. */
  static void settle(Config config, Connection connection) {
    try {
      Path jar =
          Path.of(SchemaHistory.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      // In development there is a folder, whose files may change while this runs.
      if (Files.isRegularFile(jar) && !isSetByUser(config)) {
        var scripts = MigrationScript.in(jar);
        if (scripts.isPresent() && isExactly(scripts.get(), connection)) {
          System.setProperty(ACTIVE, "false");
          LOG.infof("database migrations=%d, none to do", scripts.get().size());
        }
      }
    } catch (IOException | URISyntaxException unread) {
      LOG.debugf("database migrations are left to Flyway: %s", unread.getMessage());
    }
  }

  /** Whether the database has had these, each with success, and no others. */
  static boolean isExactly(Set<MigrationScript> scripts, Connection connection) {
    var done = new HashSet<MigrationScript>();
    try (var statement = connection.createStatement()) {
      try (var there = statement.executeQuery(THERE)) {
        if (!there.next() || !there.getBoolean(1)) {
          return false;
        }
      }
      try (var rows = statement.executeQuery(ROWS)) {
        while (rows.next()) {
          String version = rows.getString(1);
          String name = rows.getString(2);
          int checksum = rows.getInt(3);
          boolean known = version != null && name != null && !rows.wasNull();
          if (!known
              || !rows.getBoolean(4)
              || !done.add(MigrationScript.noted(version, name, checksum))) {
            return false;
          }
        }
      }
    } catch (SQLException unread) {
      return false;
    }
    return !done.isEmpty() && done.equals(scripts);
  }

  /**
   * Whether anything that bears on Flyway, or on the connection it would use, is not as shipped.
   */
  static boolean isSetByUser(Config config) {
    return StreamSupport.stream(config.getPropertyNames().spliterator(), false)
        .filter(SchemaHistory::bearsOnFlyway)
        .mapToInt(name -> config.getConfigValue(name).getSourceOrdinal())
        .anyMatch(ordinal -> ordinal >= 0 && ordinal != OURS);
  }

  private static boolean bearsOnFlyway(String name) {
    String plain = name.toLowerCase(Locale.ROOT).replace('_', '.').replace('"', '.');
    return plain.contains("quarkus.flyway.")
        || plain.contains("quarkus.datasource.jdbc.")
            && !plain.endsWith("quarkus.datasource.jdbc.url");
  }
}
