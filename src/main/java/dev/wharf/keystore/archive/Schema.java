package dev.wharf.keystore.archive;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the tables of a database look like.
 *
 * @param migrations that were applied, in order
 * @param columns by table, in order; without those that PostgreSQL numbers itself
 */
record Schema(List<String> migrations, Map<String, List<Column>> columns) {

  private static final String MIGRATIONS =
      "select version from flyway_schema_history where success and version is not null"
          + " order by installed_rank";
  private static final String COLUMNS =
      "select table_name, column_name, is_nullable = 'YES' or column_default is not null"
          + " from information_schema.columns"
          + " where table_schema = current_schema() and is_identity = 'NO'"
          + " and is_generated = 'NEVER' order by table_name, ordinal_position";

  /**
   * @param optional whether a row is possible that says nothing of it
   */
  record Column(String name, boolean optional) {}

  static Schema of(Connection connection) throws SQLException {
    try (var statement = connection.createStatement()) {
      try (var there =
          statement.executeQuery("select to_regclass('flyway_schema_history') is not null")) {
        if (!there.next() || !there.getBoolean(1)) {
          throw new ArchiveFault(
              "This database holds no Wharf yet: check WHARF_DATABASE_URL, or start Wharf on it"
                  + " once.");
        }
      }
      var migrations = new ArrayList<String>();
      try (var rows = statement.executeQuery(MIGRATIONS)) {
        while (rows.next()) {
          migrations.add(rows.getString(1));
        }
      }
      Map<String, List<Column>> columns = new HashMap<>();
      try (var rows = statement.executeQuery(COLUMNS)) {
        while (rows.next()) {
          columns
              .computeIfAbsent(rows.getString(1), table -> new ArrayList<>())
              .add(new Column(rows.getString(2), rows.getBoolean(3)));
        }
      }
      return new Schema(List.copyOf(migrations), columns);
    }
  }

  List<String> names(OwnedTable table) {
    return columns.getOrDefault(table.name(), List.of()).stream().map(Column::name).toList();
  }

  /**
   * @throws ArchiveFault if rows of that table with those columns cannot be stored here
   */
  void requireRoomFor(ArchiveReader.Section section) {
    var here = columns.getOrDefault(section.table(), List.of());
    var names = here.stream().map(Column::name).toList();
    if (OwnedTable.named(section.table()).isEmpty() || !names.containsAll(section.columns())) {
      throw new ArchiveFault(
          "The archive holds data (table %s) that this Wharf has no place for: restore it with the Wharf that wrote it."
              .formatted(section.table()));
    }
    for (Column column : here) {
      if (!column.optional() && !section.columns().contains(column.name())) {
        throw new ArchiveFault(
            "The archive is of an older Wharf and lacks what this one needs (column %s of %s): restore it with the Wharf that wrote it, then update."
                .formatted(column.name(), section.table()));
      }
    }
  }

  /**
   * @throws ArchiveFault if the archive is from a schema that this one does not include
   */
  void requireAllOf(Manifest manifest) {
    if (!migrations.containsAll(manifest.migrations())) {
      throw new ArchiveFault(
          "The archive is of a newer Wharf than this one: restore it with that or a later one.");
    }
  }
}
