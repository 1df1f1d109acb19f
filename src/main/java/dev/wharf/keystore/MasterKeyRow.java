package dev.wharf.keystore;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/** The row that says which master key a database is written with, for whoever uses plain JDBC. */
public final class MasterKeyRow {

  private MasterKeyRow() {}

  /** The id of the key; empty if no Wharf was ever started on this database. */
  public static Optional<String> read(Connection connection) throws SQLException {
    try (var statement = connection.createStatement()) {
      try (var there =
          statement.executeQuery("select to_regclass('master_key_check') is not null")) {
        there.next();
        if (!there.getBoolean(1)) {
          return Optional.empty();
        }
      }
      try (var rows = statement.executeQuery("select master_key_id from master_key_check")) {
        return rows.next() ? Optional.of(rows.getString(1)) : Optional.empty();
      }
    }
  }

  /**
   * As {@link #read}, and it must be this key's.
   *
   * @throws KeystoreFault {@code WRONG_MASTER_KEY}
   */
  public static void require(Connection connection, MasterKey key) throws SQLException {
    if (read(connection).filter(id -> !id.equals(key.id())).isPresent()) {
      throw KeystoreFault.wrongMasterKey();
    }
  }

  /**
   * Writes a database that knows no key yet with this one; one that does must know this one.
   *
   * @throws KeystoreFault {@code WRONG_MASTER_KEY}
   */
  public static void claim(Connection connection, MasterKey key) throws SQLException {
    try (var insert =
        connection.prepareStatement(
            "insert into master_key_check (master_key_id) values (?) on conflict do nothing")) {
      insert.setString(1, key.id());
      insert.executeUpdate();
    }
    require(connection, key);
  }
}
