package dev.wharf.keystore;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * The advisory lock that a running server shares and that whoever changes the store under it wants
 * alone. PostgreSQL drops it when the connection ends in whatever way.
 */
public final class StoreLock {

  /** «wharf» in ASCII; of this database only. */
  static final long KEY = 0x77_68_61_72_66L;

  private StoreLock() {}

  /**
   * Takes the lock alone, for as long as the connection lives.
   *
   * @return whether nobody else has it
   */
  public static boolean tryAlone(Connection connection) throws SQLException {
    return ask(connection, "select pg_try_advisory_lock(?)");
  }

  /** Takes the lock beside others who share it; works beside {@link #tryAlone} of the same one. */
  static boolean tryShared(Connection connection) throws SQLException {
    return ask(connection, "select pg_try_advisory_lock_shared(?)");
  }

  static void dropShared(Connection connection) throws SQLException {
    ask(connection, "select pg_advisory_unlock_shared(?)");
  }

  private static boolean ask(Connection connection, String sql) throws SQLException {
    try (var statement = connection.prepareStatement(sql)) {
      statement.setLong(1, KEY);
      try (var row = statement.executeQuery()) {
        return row.next() && row.getBoolean(1);
      }
    }
  }
}
