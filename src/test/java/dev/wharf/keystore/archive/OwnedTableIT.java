package dev.wharf.keystore.archive;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.wharf.TestDatabase;
import dev.wharf.api.ApiProfile;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(ApiProfile.class)
@QuarkusTestResource(TestDatabase.class)
class OwnedTableIT {

  @Inject Pool pool;

  /**
   * A new table goes into one of the two lists: either it is saved, or it is said that it is not.
   */
  @Test
  void knowsEveryTableOfTheSchema() {
    var known = new TreeSet<>(OwnedTable.LEFT_OUT);
    OwnedTable.ALL.forEach(table -> known.add(table.name()));
    var there = new TreeSet<String>();
    pool.query("select tablename from pg_tables where schemaname = current_schema()")
        .execute()
        .await()
        .atMost(Duration.ofSeconds(20))
        .forEach(row -> there.add(row.getString(0)));
    assertEquals(known, there);
  }

  /** Rows must be there before rows that point at them. */
  @Test
  void fillsTablesInAnOrderThatForeignKeysAllow() {
    var names = OwnedTable.ALL.stream().map(OwnedTable::name).toList();
    pool.query(
            "select conrelid::regclass::text, confrelid::regclass::text from pg_constraint"
                + " where contype = 'f' and connamespace = current_schema()::regnamespace")
        .execute()
        .await()
        .atMost(Duration.ofSeconds(20))
        .forEach(
            row ->
                assertEquals(
                    true,
                    OwnedTable.LEFT_OUT.contains(row.getString(0))
                        || names.indexOf(row.getString(1)) < names.indexOf(row.getString(0)),
                    row.getString(0)));
  }
}
