package dev.wharf.keystore.archive;

import dev.wharf.identity.AccountId;
import dev.wharf.keystore.MasterKey;
import dev.wharf.keystore.MasterKeyRow;
import java.io.IOException;
import java.io.OutputStream;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.postgresql.PGConnection;

/**
 * Copies all accounts, or one, out of one moment of a database that may be in use. Reads only.
 *
 * @param account the one; empty for all
 * @param history with the timelines
 */
public record Backup(Optional<AccountId> account, boolean history) {

  /**
   * @param rows how many of each table
   */
  public record Outcome(Manifest manifest, Map<String, Long> rows) {}

  /**
   * Writes the archive. The connection is left in a transaction that read only.
   *
   * @throws ArchiveFault if there is no such account, or no Wharf in this database
   * @throws dev.wharf.keystore.KeystoreFault {@code WRONG_MASTER_KEY}
   */
  public Outcome write(
      Connection connection, MasterKey key, OutputStream out, Clock clock, SecureRandom random)
      throws SQLException, IOException {
    connection.setReadOnly(true);
    connection.setAutoCommit(false);
    connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
    MasterKeyRow.require(connection, key);
    Schema schema = Schema.of(connection);
    if (account.isPresent() && !exists(connection, account.get())) {
      throw new ArchiveFault("There is no account %s in this database.".formatted(account.get()));
    }
    var manifest = new Manifest(clock.instant(), key.id(), schema.migrations(), account, history);
    var writer = new ArchiveWriter(out, key, manifest, random);
    var copy = connection.unwrap(PGConnection.class).getCopyAPI();
    Map<String, Long> rows = new LinkedHashMap<>();
    for (OwnedTable table : OwnedTable.ALL) {
      if (table.goesInto(manifest)) {
        List<String> columns = schema.names(table);
        String sql = "copy (" + table.select(columns, account) + ") to stdout";
        rows.put(table.name(), writer.table(table.name(), columns, to -> copy.copyOut(sql, to)));
      }
    }
    writer.finish();
    return new Outcome(manifest, rows);
  }

  static boolean exists(Connection connection, AccountId account) throws SQLException {
    try (var select = connection.prepareStatement("select 1 from account where id = ?")) {
      select.setObject(1, account.value());
      try (var rows = select.executeQuery()) {
        return rows.next();
      }
    }
  }
}
