package dev.wharf.admin.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wharf.TestDatabase;
import dev.wharf.account.Accounts;
import dev.wharf.account.Fact;
import dev.wharf.api.ApiProfile;
import dev.wharf.api.Edge;
import dev.wharf.event.Standing;
import dev.wharf.event.Status;
import dev.wharf.identity.AccountId;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
@TestProfile(ApiProfile.class)
class ServiceCommandsIT extends Edge {

  @TestHTTPResource("/")
  URI address;

  @Inject Pool pool;
  @Inject Accounts accounts;
  @TempDir Path folder;

  @BeforeEach
  void tidyUp() {
    execute("delete from data_key", Tuple.tuple());
    board
        .all()
        .forEach(
            account ->
                accounts.delete(account.id()).onFailure().recoverWithNull().await().atMost(WAIT));
  }

  @Test
  void findsAllFine() {
    move(create("Fine"), Status.ACTIVE, "online");
    var typed = type("diagnostics", "--json");
    assertEquals(Exit.FINE, typed.exit(), typed.out() + typed.err());
    assertEquals(1, typed.json().path("byStatus").path("active").asInt());
    assertEquals(0, typed.json().path("byStatus").path("banned").asInt());
    assertTrue(typed.json().path("keys").path("sound").asBoolean());
    assertTrue(type("diagnostics").out().contains("All is fine."));
  }

  @Test
  void findsWhatIsStuckAndKeysThatCannotBeUsed() {
    AccountId stuck = create("Stuck");
    strand(stuck);
    AccountId unkeyed = create("Unkeyed");
    online(unkeyed, "5511987654321");
    AccountId damaged = create("Damaged");
    storeKey(damaged.value());
    storeKey(UUID.randomUUID());
    var typed = type("diagnostics", "--json");
    assertEquals(Exit.PROBLEMS, typed.exit(), typed.err());
    var found = typed.json();
    assertFalse(found.path("fine").asBoolean());
    assertEquals(stuck.toString(), found.path("stuck").path(0).path("id").asText());
    assertTrue(found.path("stuck").path(0).path("overdueSeconds").asLong() >= 120);
    var keys = found.path("keys");
    assertTrue(keys.path("masterKeyFits").asBoolean());
    assertEquals(1, keys.path("orphans").asInt());
    assertEquals(2, keys.path("dataKeys").asInt());
    var faults =
        StreamSupport.stream(keys.path("faults").spliterator(), false)
            .map(fault -> fault.path("account").asText() + " " + fault.path("kind").asText())
            .toList();
    assertTrue(faults.contains(unkeyed + " missing"), faults.toString());
    assertTrue(faults.contains(damaged + " corrupt"), faults.toString());
    String text = type("diagnostics").out();
    assertTrue(text.contains("Stuck: 1") && text.contains("NOT sound"), text);
    assertFalse(text.contains("5511987654321"), text);
  }

  @Test
  void onlySaysWhatItWouldDo() {
    AccountId stuck = create("Stuck");
    strand(stuck);
    storeKey(UUID.randomUUID());
    var typed = type("cleanup", "--dry-run", "--json");
    assertEquals(Exit.PROBLEMS, typed.exit(), typed.err());
    assertTrue(typed.json().path("dryRun").asBoolean());
    assertEquals(stuck.toString(), typed.json().path("stopped").path(0).path("id").asText());
    assertEquals(1, typed.json().path("orphanedKeys").asInt());
    assertFalse(fleet.ordered(stuck).contains("STOP"));
    assertEquals(1, keys());
  }

  @Test
  void stopsWhatIsStuckAndDropsWhatIsOrphaned() {
    AccountId stuck = create("Stuck");
    strand(stuck);
    AccountId fine = create("Fine");
    move(fine, Status.WARMING, "qr");
    storeKey(fine.value());
    storeKey(UUID.randomUUID());
    var typed = type("cleanup");
    assertEquals(Exit.FINE, typed.exit(), typed.err());
    assertTrue(typed.out().contains("Stuck accounts stopped: 1"), typed.out());
    assertEquals(List.of("STOP"), fleet.ordered(stuck));
    assertFalse(fleet.ordered(fine).contains("STOP"));
    assertEquals(1, keys());
    assertEquals(Exit.FINE, type("cleanup", "--json").json().path("orphanedKeys").asInt());
  }

  @Test
  void endsWithThreeIfSomethingCannotBeStopped() {
    AccountId stuck = create("Stuck");
    strand(stuck);
    fleet.fail(stuck, () -> new IllegalStateException("the test says so"));
    var typed = type("cleanup", "--json");
    assertEquals(Exit.PROBLEMS, typed.exit(), typed.err());
    assertEquals(stuck.toString(), typed.json().path("failed").path(0).path("id").asText());
    move(stuck, Status.INACTIVE, "stopped");
  }

  @Test
  void deletesTheTemporaryAccountWhenNoQrComes() {
    var typed = type("test-qr", "--timeout", "1", "--json");
    assertEquals(Exit.PROBLEMS, typed.exit(), typed.err());
    assertFalse(typed.json().path("qr").asBoolean());
    assertTrue(typed.json().path("message").asText().contains("No QR code"), typed.out());
    assertTrue(board.all().stream().noneMatch(account -> account.name().startsWith("test-qr")));
  }

  @Test
  void needsTheKey() throws Exception {
    String url = address.toString();
    var without = Typed.in(new NoStore(), Map.of("WHARF_URL", url), "diagnostics");
    assertEquals(Exit.FAILED, without.exit());
    assertTrue(without.err().contains("needs an API key"), without.err());
    var wrong = Typed.in(new NoStore(), Map.of("WHARF_URL", url, "WHARF_API_KEY", "no"), "cleanup");
    assertTrue(wrong.err().contains("does not know this API key"), wrong.err());
    Path file = Files.writeString(folder.resolve("key"), ApiProfile.KEY + "\n");
    var right =
        Typed.in(
            new NoStore(),
            Map.of(),
            "diagnostics",
            "--url",
            url,
            "--api-key-file",
            file.toString());
    assertEquals(Exit.FINE, right.exit(), right.err());
  }

  private void strand(AccountId account) {
    var standing =
        new Standing(
            Status.WARMING,
            "connecting",
            now().minusSeconds(300),
            null,
            now().minusSeconds(120),
            null,
            null);
    report(new Fact.Moved(account, now(), standing, false, true, null));
  }

  /** Something that no key opens. */
  private void storeKey(UUID account) {
    execute(
        "insert into data_key (account_id, wrapped, master_key_id)"
            + " select $1, $2, master_key_id from master_key_check",
        Tuple.of(account, Buffer.buffer(new byte[61])));
  }

  private long keys() {
    return pool.query("select count(*) from data_key")
        .execute()
        .await()
        .atMost(WAIT)
        .iterator()
        .next()
        .getLong(0);
  }

  private void execute(String sql, Tuple values) {
    pool.preparedQuery(sql).execute(values).await().atMost(WAIT);
  }

  private Typed type(String... args) {
    return Typed.in(
        new NoStore(),
        Map.of("WHARF_URL", address.toString(), "WHARF_API_KEY", ApiProfile.KEY),
        args);
  }
}
