package dev.wharf.keystore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wharf.TestDatabase;
import dev.wharf.api.ApiProfile;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(ApiProfile.class)
@QuarkusTestResource(TestDatabase.class)
class ServerMarkIT {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @Inject ServerMark mark;

  @ConfigProperty(name = "quarkus.datasource.jdbc.url")
  String url;

  @Test
  void keepsTheStoreFromBeingChangedUnderTheServer() throws SQLException {
    try (Connection command = connect()) {
      assertTrue(mark.isHeld());
      assertFalse(StoreLock.tryAlone(command));
    }
  }

  @Test
  void isTakenAgainWhenItsConnectionDied() throws SQLException {
    try (Connection command = connect()) {
      int before = holder(command);
      StoredSamples.execute(command, "select 1 where pg_terminate_backend(?) is null", before);
      await(() -> holder(command) != before && holder(command) != 0);
      assertFalse(StoreLock.tryAlone(command));
    }
  }

  @Test
  void isRefusedWhileACommandHasTheStore() throws SQLException {
    try (Connection command = connect()) {
      StoredSamples.execute(
          command, "select 1 where pg_terminate_backend(?) is null", holder(command));
      await(() -> StoreLock.tryAlone(command));
      var fault = assertThrows(KeystoreFault.class, () -> mark.take().await().atMost(PATIENCE));
      assertEquals(KeystoreFault.Kind.STORE_BUSY, fault.kind());
    }
    try (Connection after = connect()) {
      await(() -> holder(after) != 0);
    }
  }

  /** The backend that holds the mark; 0 if none does. */
  private static int holder(Connection connection) throws SQLException {
    try (var statement = connection.createStatement();
        var rows =
            statement.executeQuery(
                "select pid from pg_locks where locktype = 'advisory' and mode = 'ShareLock'"
                    + " and granted and database ="
                    + " (select oid from pg_database where datname = current_database())")) {
      return rows.next() ? rows.getInt(1) : 0;
    }
  }

  private Connection connect() throws SQLException {
    return DriverManager.getConnection(url, "postgres", "postgres");
  }

  private interface Condition {
    boolean holds() throws SQLException;
  }

  private static void await(Condition condition) throws SQLException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.holds()) {
      assertTrue(System.nanoTime() < deadline, "not within " + PATIENCE);
      LockSupport.parkNanos(5_000_000);
    }
  }
}
