package dev.wharf;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.eclipse.microprofile.config.Config;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.postgresql.Driver;

/**
 * Asks a configured database whether it can be used, before anything depends on it. One that is
 * just starting is waited for; one that refuses us is not.
 */
final class DatabaseProbe {

  private static final Logger LOG = Logger.getLogger(DatabaseProbe.class);
  private static final Duration PAUSE = Duration.ofMillis(500);

  private DatabaseProbe() {}

  /**
   * Returns when the database has answered.
   *
   * @param first is given the connection that it answered on, for as long as the call lasts
   * @throws DatabaseUnavailable if it refuses, or does not answer in {@code wharf.database-wait}
   *     (30 seconds unless set)
   */
  static void await(DatabaseUrl url, Config config, Consumer<Connection> first) {
    Duration patience =
        config
            .getOptionalValue("wharf.database-wait", Duration.class)
            .orElse(Duration.ofSeconds(30));
    await(url, patience, first);
  }

  static void await(DatabaseUrl url, Duration patience, Consumer<Connection> first) {
    long start = System.nanoTime();
    var refusal = ask(url, first);
    while (refusal != null) {
      if (!mayPass(refusal) || System.nanoTime() - start > patience.toNanos()) {
        throw new DatabaseUnavailable(sentence(url, refusal), refusal);
      }
      LOG.infof("database=external place=%s waiting reason=%s", url.place(), reason(refusal));
      LockSupport.parkNanos(PAUSE.toNanos());
      refusal = ask(url, first);
    }
  }

  private static @Nullable SQLException ask(DatabaseUrl url, Consumer<Connection> first) {
    var properties = new Properties();
    url.username().ifPresent(name -> properties.setProperty("user", name));
    url.password().ifPresent(password -> properties.setProperty("password", password));
    properties.setProperty("connectTimeout", "5");
    properties.setProperty("loginTimeout", "10");
    try (var connection = new Driver().connect(url.jdbc(), properties)) {
      if (connection == null) {
        return new SQLException("the address is not understood");
      }
      first.accept(connection);
      return null;
    } catch (SQLException e) {
      return e;
    }
  }

  private static boolean mayPass(SQLException refusal) {
    return switch (state(refusal)) {
      // No connection, starting up, too many clients.
      case "08001", "08004", "08006", "57P03", "53300" -> true;
      default -> false;
    };
  }

  static String sentence(DatabaseUrl url, SQLException refusal) {
    String cause =
        switch (state(refusal)) {
          case "08001", "08004", "08006" -> "cannot be reached; check that the server runs";
          case "28P01", "28000" -> "refuses the user or the password";
          case "3D000" -> "does not exist; create it";
          default -> "cannot be used (" + reason(refusal) + ")";
        };
    return "The database %s %s, and set WHARF_DATABASE_URL to postgresql://user:password@host:5432/database, or leave it out to use the embedded one."
        .formatted(url.place(), cause);
  }

  private static String reason(SQLException refusal) {
    return String.valueOf(refusal.getMessage()).lines().findFirst().orElse("unknown");
  }

  private static String state(SQLException refusal) {
    return refusal.getSQLState() == null ? "" : refusal.getSQLState();
  }
}
