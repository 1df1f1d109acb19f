package dev.wharf.keystore.archive;

import java.io.IOException;
import java.io.InputStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.postgresql.PGConnection;

/** Puts the rows of an archive into the tables of a database, one table after the other. */
record Loading(Connection connection, Schema schema) {

  /** Sequences here are handed out in blocks of this size. */
  private static final int BLOCK = 100;

  private static final String UNIQUE_VIOLATION = "23505";

  /**
   * @return how many rows were stored
   */
  long load(ArchiveReader.Section section, InputStream rows) throws SQLException, IOException {
    schema.requireRoomFor(section);
    OwnedTable table = OwnedTable.named(section.table()).orElseThrow();
    try {
      if (table.account().isEmpty()) {
        // What a first start made there gives way to what was saved.
        execute("delete from " + table.name());
      }
      return table.numbered().isPresent()
          ? renumbered(table, section.columns(), rows)
          : copy(table.name(), section.columns(), rows);
    } catch (SQLException e) {
      if (UNIQUE_VIOLATION.equals(e.getSQLState())) {
        throw new ArchiveFault(
            "The database already holds something of these accounts (table %s), or an account with the same external id: nothing was written. Use an empty database."
                .formatted(table.name()));
      }
      throw e;
    }
  }

  private long copy(String table, List<String> columns, InputStream rows)
      throws SQLException, IOException {
    String sql = "copy " + table + " (" + String.join(", ", columns) + ") from stdin";
    return connection.unwrap(PGConnection.class).getCopyAPI().copyIn(sql, rows);
  }

  /** The same rows in the same order, under numbers that nobody has here. */
  private long renumbered(OwnedTable table, List<String> columns, InputStream rows)
      throws SQLException, IOException {
    String staged = "restored_" + table.name();
    String sequence = table.numbered().orElseThrow();
    execute("create temporary table %s (like %s) on commit drop".formatted(staged, table.name()));
    long count = copy(staged, columns, rows);
    var others = columns.stream().filter(column -> !column.equals("id")).toList();
    String list = String.join(", ", others);
    execute(
        ("insert into %s (id, %s) select base.top + row_number() over (order by staged.id), %s"
                + " from %s staged, (select greatest((select coalesce(max(id), 0) from %s),"
                + " (select last_value from %s)) as top) base")
            .formatted(table.name(), list, list, staged, table.name(), sequence));
    execute(
        "select setval('%s', greatest((select last_value from %s), (select coalesce(max(id), 1) from %s)) + %d)"
            .formatted(sequence, sequence, table.name(), 2 * BLOCK));
    return count;
  }

  private void execute(String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
