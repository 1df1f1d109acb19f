package dev.wharf.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wharf.SandboxResource;
import dev.wharf.TestDatabase;
import dev.wharf.account.AccountBoard;
import dev.wharf.account.Accounts;
import dev.wharf.account.ClientVersions;
import dev.wharf.account.Fleet;
import dev.wharf.account.Hearing;
import dev.wharf.account.NewAccount;
import dev.wharf.account.Refused;
import dev.wharf.event.AccountView;
import dev.wharf.event.Event;
import dev.wharf.event.Published;
import dev.wharf.identity.AccountId;
import dev.wharf.identity.PhoneNumber;
import dev.wharf.sandbox.SandboxAdmin;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What an operator can mend, and what mends itself: numbers, logouts, client versions. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
@QuarkusTestResource(SandboxResource.class)
@TestProfile(RecoveryIT.Quick.class)
class RecoveryIT {

  private static final Duration PATIENCE = Duration.ofSeconds(15);
  private static final String NEWER = "2.3000.1055000000";
  private static final int NEWER_REVISION = 1_055_000_000;

  /** Real time, but not much of it. */
  public static class Quick implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of(
          "wharf.whatsapp.reconnect.base", "PT0.5S",
          "wharf.whatsapp.phone-number.poll", "PT0.05S",
          "wharf.whatsapp.phone-number.limit", "PT3S",
          "wharf.whatsapp.version-trial", "PT5S");
    }
  }

  @Inject Accounts accounts;
  @Inject AccountBoard board;
  @Inject Fleet fleet;
  @Inject ClientVersions versions;
  @Inject Pool pool;

  @ConfigProperty(name = SandboxResource.ADMIN_URL)
  String sandboxUrl;

  private final List<Published> told = new CopyOnWriteArrayList<>();
  private final List<AccountId> made = new ArrayList<>();
  private SandboxAdmin sandbox;
  private AccountBoard.Subscription subscription;

  @BeforeEach
  void watch() {
    sandbox = new SandboxAdmin(sandboxUrl);
    subscription = board.subscribe(new Hearing(told));
  }

  @AfterEach
  void clear() {
    sandbox.send("DELETE", "/admin/faults", "");
    made.forEach(id -> await(accounts.delete(id)));
    subscription.close();
    sandbox.close();
  }

  @Test
  void findsTheNumberThatThePairingWithheld() {
    withhold(5);
    var id = create();
    String phone = pair(id);
    awaitState(id, "active", "online");
    assertEquals("+" + phone, view(id).identity().phoneNumber());
    await(accounts.reconnect(id));
    awaitState(id, "active", "online");
  }

  @Test
  void asksForTheNumberByHandWhereNobodyTellsIt() {
    withhold(1_000);
    var id = create();
    String phone = pair(id);
    awaitState(id, "inactive", "failed");
    assertEquals("number_unknown", view(id).standing().reason().code());
    assertEquals("UPDATE_PHONE", view(id).standing().reason().action().name());
    assertTrue(troubles(id).contains("number_unknown"));
    await(accounts.phoneNumber(id, new PhoneNumber(phone)));
    awaitState(id, "active", "online");
    assertEquals("+" + phone, view(id).identity().phoneNumber());
    var refused =
        assertThrows(
            Refused.class, () -> await(accounts.phoneNumber(id, new PhoneNumber("4915112345678"))));
    assertEquals("phone_number_known", refused.code());
  }

  @Test
  void asksAgainForANumberOnlyOverALink() {
    var id = create();
    String phone = pair(id);
    awaitState(id, "active", "online");
    await(accounts.refreshPhoneNumber(id));
    assertEquals("+" + phone, view(id).identity().phoneNumber());
    await(accounts.stop(id));
    var refused = assertThrows(Refused.class, () -> await(accounts.refreshPhoneNumber(id)));
    assertEquals("not_online", refused.code());
  }

  @Test
  void undoesALogoutThatWasNone() {
    var id = create();
    String phone = pair(id);
    awaitState(id, "active", "online");
    sandbox.fault(
        new JsonObject()
            .put("kind", "failure")
            .put("reason", 401)
            .put("phone", phone)
            .put("at", "login"));
    await(accounts.reconnect(id));
    awaitState(id, "inactive", "logged_out");
    sandbox.send("DELETE", "/admin/faults", "");
    assertEquals(false, view(id).paired());
    await(accounts.restoreCredentials(id));
    awaitState(id, "inactive", "stopped");
    assertEquals(true, view(id).paired());
    await(accounts.initialize(id));
    awaitState(id, "active", "online");
    assertEquals("+" + phone, view(id).identity().phoneNumber());
  }

  @Test
  void hasNothingToUndoWhereNothingWasPaired() {
    var id = create();
    var refused = assertThrows(Refused.class, () -> await(accounts.restoreCredentials(id)));
    assertEquals("no_archived_credentials", refused.code());
  }

  @Test
  void changesTheVersionForAllWhenTheServerMovesOn() {
    var first = create();
    pair(first);
    var second = create();
    pair(second);
    awaitState(first, "active", "online");
    awaitState(second, "active", "online");
    minVersion(List.of(2, 3000, NEWER_REVISION));

    // The lookup finds nothing newer: the first is turned away twice and stays away.
    await(accounts.reconnect(first));
    awaitState(first, "inactive", "outdated");
    assertEquals("outdated", view(first).standing().reason().code());
    assertTrue(troubles(first).contains("outdated"));

    // Now it finds one: the second tries it, and the first comes back by itself.
    sandbox.send(
        "POST", "/admin/client-version", new JsonObject().put("revision", NEWER_REVISION).encode());
    await(accounts.reconnect(second));
    awaitState(second, "active", "online");
    awaitState(first, "active", "online");
    assertEquals(NEWER, versions.view().version());
    assertEquals("adopted", versions.view().lastTrial().result());

    // One that does not work harms the canary alone, and only for a while.
    var view = await(versions.propose("2.2000.1", second));
    assertEquals(second, view.trial().canary());
    until("refused", () -> versions.view().trial() == null);
    assertEquals("refused", versions.view().lastTrial().result());
    awaitState(second, "active", "online");
    assertEquals("active", view(first).standing().status().word());
    assertEquals(NEWER, versions.view().version());
  }

  @Test
  void keepsACorruptAccountFromStoppingTheOthers() {
    var corrupt = create();
    pair(corrupt);
    var sound = create();
    pair(sound);
    awaitState(corrupt, "active", "online");
    awaitState(sound, "active", "online");
    await(
        pool.preparedQuery(
                "update credential set sealed = set_byte(sealed, 20, get_byte(sealed, 20) # 1)"
                    + " where account_id = $1")
            .execute(Tuple.of(corrupt.value())));
    await(accounts.reconnect(corrupt));
    await(accounts.reconnect(sound));
    awaitState(corrupt, "inactive", "failed");
    assertEquals("credentials_unusable", view(corrupt).standing().reason().code());
    awaitState(sound, "active", "online");
    assertTrue(view(corrupt).paired(), "nothing is dropped");
  }

  @Test
  void refusesWhatIsNoVersion() {
    var refused = assertThrows(Refused.class, () -> await(versions.propose("new", null)));
    assertEquals("invalid_client_version", refused.code());
  }

  @Test
  void showsSignsOfLife() {
    var id = create();
    assertTrue(fleet.vitals(id).isEmpty());
    pair(id);
    awaitState(id, "active", "online");
    var vitals = fleet.vitals(id).orElseThrow();
    assertTrue(vitals.socket());
    assertEquals(0, vitals.missedPings());
    assertTrue(!vitals.lastFrameAt().isBefore(vitals.openedAt()));
    await(accounts.stop(id));
    assertTrue(fleet.vitals(id).isEmpty());
  }

  private void withhold(int queries) {
    sandbox.fault(new JsonObject().put("kind", "withheld-number").put("queries", queries));
  }

  private void minVersion(List<Integer> version) {
    sandbox.fault(
        new JsonObject()
            .put("kind", "min-version")
            .put("version", String.join(".", version.stream().map(String::valueOf).toList())));
  }

  private List<String> troubles(AccountId id) {
    return told.stream()
        .filter(event -> event.account().equals(id))
        .map(Published::event)
        .filter(Event.Trouble.class::isInstance)
        .map(event -> ((Event.Trouble) event).code())
        .toList();
  }

  private AccountId create() {
    var account = await(accounts.create(new NewAccount("Test", null, null, Map.of(), null)));
    made.add(account.id());
    return account.id();
  }

  private String pair(AccountId id) {
    await(accounts.initialize(id));
    until("a QR code", () -> board.qr(id).isPresent());
    return sandbox.scan(board.qr(id).orElseThrow().text()).getString("phone");
  }

  private AccountView view(AccountId id) {
    return board.view(id).orElseThrow();
  }

  private void awaitState(AccountId id, String status, String state) {
    until(
        status + "/" + state,
        () ->
            view(id).standing().status().word().equals(status)
                && view(id).standing().state().equals(state));
  }

  private static void until(String what, BooleanSupplier condition) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("not in time: " + what);
      }
      LockSupport.parkNanos(2_000_000);
    }
  }

  private static <T> T await(Uni<T> uni) {
    return uni.await().atMost(PATIENCE);
  }
}
