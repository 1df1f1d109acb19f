package dev.wharf.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wharf.SandboxResource;
import dev.wharf.TestDatabase;
import dev.wharf.account.AccountBoard;
import dev.wharf.account.Accounts;
import dev.wharf.account.Hearing;
import dev.wharf.account.NewAccount;
import dev.wharf.account.Refused;
import dev.wharf.event.AccountView;
import dev.wharf.event.Event;
import dev.wharf.event.Published;
import dev.wharf.event.Qr;
import dev.wharf.event.Reason;
import dev.wharf.identity.AccountId;
import dev.wharf.identity.PhoneNumber;
import dev.wharf.sandbox.SandboxAdmin;
import dev.wharf.sandbox.SandboxProfile;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Sessions against the sandbox, with the real database: what the phone and the server do, and what
 * becomes of the account.
 */
@QuarkusTest
@TestProfile(SandboxProfile.class)
@QuarkusTestResource(TestDatabase.class)
@QuarkusTestResource(SandboxResource.class)
class SessionIT {

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  @Inject Accounts accounts;
  @Inject AccountBoard board;

  @ConfigProperty(name = SandboxResource.ADMIN_URL)
  String sandboxUrl;

  private final List<Published> told = new CopyOnWriteArrayList<>();
  private SandboxAdmin sandbox;
  private AccountBoard.Subscription subscription;
  private AccountId id;

  @BeforeEach
  void createAccount() {
    sandbox = new SandboxAdmin(sandboxUrl);
    subscription = board.subscribe(new Hearing(told));
    var account = await(accounts.create(new NewAccount("Test", null, null, Map.of(), null)));
    id = account.id();
  }

  @AfterEach
  void deleteAccount() {
    sandbox.send("DELETE", "/admin/faults", "");
    if (board.view(id).isPresent()) {
      await(accounts.delete(id));
    }
    subscription.close();
    sandbox.close();
  }

  @Test
  void pairsByQrAndKnowsItsNumberBeforeItIsActive() {
    String phone = pair();
    var account = view();
    assertEquals("+" + phone, account.identity().phoneNumber());
    assertTrue(account.identity().lid().endsWith("@lid"));
    assertEquals("android", account.identity().platform());
    assertTrue(account.paired());
    var order =
        told.stream()
            .filter(e -> e.account().equals(id))
            .map(Published::event)
            .filter(e -> e instanceof Event.Identified || isActive(e))
            .toList();
    assertTrue(order.getFirst() instanceof Event.Identified, "number first: " + order);
    // One of them is for the phone, which greets its new companion.
    assertTrue(sandbox.device(phone).getInteger("preKeys") >= 811, "first upload");
  }

  @Test
  void pairsByCodeAndTakesASecondCodeForTheFirst() {
    String phone = pair();
    await(accounts.logout(id));
    var first = await(accounts.pairingCode(id, new PhoneNumber(phone)));
    var second = await(accounts.pairingCode(id, new PhoneNumber(phone)));
    assertNotEquals(first.code(), second.code());
    assertEquals("code", view().standing().state());
    sandbox.enterCode(phone, second.code());
    awaitStatus("active");
    assertEquals("+" + phone, view().identity().phoneNumber());
  }

  @Test
  void refusesAPairingCodeForAPairedAccount() {
    String phone = pair();
    var refused =
        Assertions.assertThrows(
            Refused.class, () -> await(accounts.pairingCode(id, new PhoneNumber(phone))));
    assertEquals("already_paired", refused.code());
  }

  @Test
  void showsTheFirstOfSixQrCodes() {
    await(accounts.initialize(id));
    Qr first = awaitQr(1);
    assertEquals(6, first.maxAttempts());
    assertTrue(first.text().startsWith("https://wa.me/settings/linked_devices#2@"));
  }

  @Test
  void initializeTwiceOpensOneLink() {
    await(accounts.initialize(id));
    await(accounts.initialize(id));
    awaitQr(1);
    await(accounts.initialize(id));
    long links =
        told.stream()
            .map(Published::event)
            .filter(e -> e instanceof Event.ConnectionStep s && s.step().equals("handshake"))
            .count();
    assertEquals(1, links);
  }

  @Test
  void isLoggedOutWhenThePhoneUnlinksIt() {
    String phone = pair();
    sandbox.removeDevice(phone, sandbox.device(phone).getInteger("id"));
    awaitState("inactive", "logged_out");
    assertEquals("unlinked", reason().code());
    assertEquals(false, view().paired());
    assertEquals(false, view().wanted());
  }

  @Test
  void unlinksItsDeviceOnLogout() {
    String phone = pair();
    await(accounts.logout(id));
    awaitState("inactive", "logged_out");
    until("the device is gone", () -> sandbox.account(phone).getJsonArray("devices").isEmpty());
  }

  @Test
  void comesBackAfterStop() {
    pair();
    await(accounts.stop(id));
    awaitState("inactive", "stopped");
    await(accounts.initialize(id));
    awaitStatus("active");
  }

  @Test
  void opensANewLinkOnReconnect() {
    pair();
    int before = told.size();
    await(accounts.reconnect(id));
    until(
        "a second login",
        () ->
            told.stream()
                .skip(before)
                .map(Published::event)
                .anyMatch(e -> e instanceof Event.ConnectionStep s && s.step().equals("sync")));
    awaitStatus("active");
  }

  @Test
  void needsANewPairingAfterReset() {
    pair();
    await(accounts.reset(id));
    awaitState("inactive", "created");
    assertEquals("reset", reason().code());
    await(accounts.initialize(id));
    awaitQr(1);
  }

  @Test
  void offersANewCodeWhenThePairingAnswerIsForged() {
    sandbox.fault(
        new JsonObject().put("kind", "bad-proof").put("part", "hmac").put("connections", 1));
    await(accounts.initialize(id));
    sandbox.send("POST", "/admin/mock-phone/scan-qr", awaitQr(1).text());
    until(
        "the forged pairing is noticed",
        () ->
            told.stream()
                .map(Published::event)
                .anyMatch(
                    e ->
                        e instanceof Event.ConnectionStep s
                            && s.outcome().equals("pairing_forged")));
    assertEquals(false, view().paired());
  }

  @Test
  void reconnectsWhenTheConnectionIsCutAndIsNotReplacedByIt() {
    pair();
    sandbox.fault(new JsonObject().put("kind", "reset").put("at", "online").put("connections", 1));
    await(accounts.reconnect(id));
    awaitState("reconnecting", "waiting");
    assertNotNull(view().standing().nextRetryAt());
    awaitStatus("active");
  }

  @Test
  void saysThatItIsBannedAndUntilWhen() {
    pair();
    sandbox.fault(
        new JsonObject()
            .put("kind", "failure")
            .put("reason", "402")
            .put("code", "101")
            .put("expire", "3600")
            .put("connections", 1));
    await(accounts.reconnect(id));
    awaitState("banned", "temporary");
    assertTrue(reason().message().contains("101"));
    assertNotNull(view().standing().until());
  }

  @Test
  void doesNotFightWhoReplacedIt() {
    pair();
    sandbox.fault(
        new JsonObject()
            .put("kind", "stream-error")
            .put("form", "replaced")
            .put("at", "online")
            .put("connections", 1));
    await(accounts.reconnect(id));
    awaitState("inactive", "replaced");
    assertEquals(false, view().wanted());
  }

  @Test
  void namesThePasskeyGate() {
    sandbox.fault(new JsonObject().put("kind", "passkey-gate").put("connections", 1));
    await(accounts.initialize(id));
    awaitState("warming", "passkey_required");
  }

  @Test
  void deletesAPairedAccountAndUnlinksIt() {
    String phone = pair();
    await(accounts.delete(id));
    assertTrue(board.view(id).isEmpty());
    until("the device is gone", () -> sandbox.account(phone).getJsonArray("devices").isEmpty());
  }

  /** Pairs by QR; returns the phone's digits. */
  private String pair() {
    await(accounts.initialize(id));
    String phone = sandbox.scan(awaitQr(1).text()).getString("phone");
    awaitStatus("active");
    return phone;
  }

  private Qr awaitQr(int attempt) {
    until("a QR code", () -> board.qr(id).filter(qr -> qr.attempt() >= attempt).isPresent());
    return board.qr(id).orElseThrow();
  }

  private void awaitStatus(String status) {
    until(status, () -> view().standing().status().word().equals(status));
  }

  private void awaitState(String status, String state) {
    until(
        status + "/" + state,
        () ->
            view().standing().status().word().equals(status)
                && view().standing().state().equals(state));
  }

  private void until(String what, BooleanSupplier condition) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError(
            "not within " + PATIENCE + ": " + what + "; stands at " + board.view(id));
      }
      LockSupport.parkNanos(10_000_000);
    }
  }

  private AccountView view() {
    return board.view(id).orElseThrow();
  }

  private Reason reason() {
    Reason reason = view().standing().reason();
    assertNotNull(reason);
    return reason;
  }

  private static boolean isActive(Event event) {
    return event instanceof Event.StatusChanged s && s.standing().status().word().equals("active");
  }

  private static <T> T await(Uni<T> uni) {
    return uni.await().atMost(PATIENCE);
  }
}
