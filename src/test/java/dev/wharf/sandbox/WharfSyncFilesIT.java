package dev.wharf.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wharf.SandboxResource;
import dev.wharf.TestDatabase;
import dev.wharf.account.AccountBoard;
import dev.wharf.account.Accounts;
import dev.wharf.account.Hearing;
import dev.wharf.account.NewAccount;
import dev.wharf.event.Event;
import dev.wharf.event.Published;
import dev.wharf.identity.AccountId;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The past and the app state as files on the media servers, as real phones give them, and what
 * becomes of those that cannot be had. The name that Bea gave herself comes with the past alone,
 * what she is called in the address book after a change with the app state alone.
 */
@QuarkusTest
@TestProfile(SandboxProfile.class)
@QuarkusTestResource(TestDatabase.class)
@QuarkusTestResource(SandboxResource.class)
class WharfSyncFilesIT {

  private static final String KEY = SandboxProfile.KEY;
  private static final Duration PATIENCE = Duration.ofSeconds(25);
  private static final AtomicInteger NUMBERS = new AtomicInteger();

  @Inject Accounts accounts;
  @Inject AccountBoard board;
  @Inject Pool database;

  @ConfigProperty(name = SandboxResource.ADMIN_URL)
  String sandboxUrl;

  private final List<Published> told = new CopyOnWriteArrayList<>();
  private AccountBoard.Subscription subscription;
  private SandboxAdmin sandbox;
  private AccountId id;
  private String phone;
  private String bea;

  @BeforeEach
  void prepare() {
    subscription = board.subscribe(new Hearing(told));
    sandbox = new SandboxAdmin(sandboxUrl);
    phone = number();
    bea = number();
    sandbox.name(phone, "Ana B.");
    sandbox.name(bea, "Bea Herself");
    sandbox.contacts(phone, book("Bea Book"));
    id = await(accounts.create(new NewAccount("Ana", null, null, Map.of(), null))).id();
  }

  @AfterEach
  void leaveNothing() {
    subscription.close();
    await(accounts.delete(id));
    sandbox.close();
  }

  @Test
  void namesArriveByFiles() {
    pair("on");
    untilCalled("Ana B.");
    untilContact("Bea Book");
    untilContact("Bea Herself");
    untilCaughtUp();
    until("everything is taken in", () -> count("untaken", "true") == 0);

    sandbox.contacts(phone, book("Bea Outside"));
    untilContact("Bea Outside");
    sandbox.behave(phone, files("on"));
    sandbox.contacts(phone, book("Bea Afterwards"));
    untilContact("Bea Afterwards");
    untilCaughtUp();
    execute("delete from app_state where account_id = $1");
    execute("delete from contact where account_id = $1");
    reconnect();
    sandbox.name(phone, "Ana C.");
    untilCalled("Ana C.");
    sandbox.contacts(phone, book("Bea Anew"));
    untilContact("Bea Anew");
    untilCaughtUp();
    assertEquals(List.of(), troubles());
  }

  @ParameterizedTest
  @CsvSource({"gone,gone", "forged,corrupt", "garbled,malformed", "huge,too_large"})
  void aFileThatCannotBeHadBlocksNothingAndIsTriedAgainWithinBounds(String flaw, String cause) {
    pair(flaw);
    until("told of the past", () -> troubles().contains("history_unavailable"));
    until("told of the app state", () -> troubles().stream().anyMatch(it -> it.startsWith("app_")));
    assertTrue(troubleTexts().contains(cause), troubleTexts());
    until("everything was received", () -> waiting() == 0);
    until("tried both", () -> count("untaken", "tries = 1") == 2);
    sandbox.write(bea, phone, "nobody waits");
    until("a message", () -> get("/messages").contains("nobody waits"));

    execute("update untaken set tries = 5, not_before = now() where account_id = $1");
    sandbox.behave(phone, files("off"));
    sandbox.contacts(phone, book("Bea Inside"));
    reconnect();
    until("given up", () -> count("untaken", "true") == 0);
    untilContact("Bea Inside");
    untilCaughtUp();
  }

  @Test
  void whatIsThereAgainIsTakenInAfterAll() {
    pair("gone");
    until("tried both", () -> count("untaken", "tries = 1") == 2);
    assertFalse(get("/contacts").contains("Bea Book"));
    sandbox.post("/admin/media/bring-back", "");
    execute("update untaken set not_before = now() where account_id = $1");
    reconnect();
    untilContact("Bea Herself");
    untilContact("Bea Book");
    untilCaughtUp();
    until("everything is taken in", () -> count("untaken", "true") == 0);
  }

  @Test
  void whatCannotBeNotedIsNotReceivedAndComesAgain() {
    await(
        database
            .query(
                "create function refuse_note() returns trigger language plpgsql as"
                    + " $$ begin raise exception 'not now' using errcode = '57P03'; end $$;"
                    + " create trigger refuse_note before insert on untaken"
                    + " for each row execute function refuse_note()")
            .execute());
    try {
      pair("off");
      until("the address book", () -> get("/contacts").contains("Bea Book"));
      until("two are left", () -> waiting() == 2);
      await(accounts.stop(id));
    } finally {
      await(database.query("drop function refuse_note cascade").execute());
    }
    assertFalse(get("/contacts").contains("Bea Herself"));
    reconnect();
    untilContact("Bea Herself");
    until("all is received", () -> waiting() == 0);
  }

  private void pair(String files) {
    sandbox.behave(phone, files(files));
    await(accounts.initialize(id));
    until("qr", () -> board.qr(id).isPresent());
    sandbox.scan(board.qr(id).orElseThrow().text(), phone);
    until("active", this::isActive);
  }

  private void reconnect() {
    await(accounts.stop(id));
    until("stopped", () -> !isActive());
    await(accounts.initialize(id));
    until("active", this::isActive);
  }

  private int waiting() {
    return sandbox.device(phone).getInteger("waiting");
  }

  private static JsonObject files(String how) {
    return new JsonObject().put("files", how);
  }

  private JsonArray book(String name) {
    return new JsonArray().add(new JsonObject().put("phone", bea).put("name", name));
  }

  private static String number() {
    return "49151" + (30_000_000 + NUMBERS.incrementAndGet());
  }

  private List<String> troubles() {
    return trouble().map(Event.Trouble::code).toList();
  }

  private String troubleTexts() {
    return trouble().map(Event.Trouble::message).toList().toString();
  }

  private java.util.stream.Stream<Event.Trouble> trouble() {
    return told.stream()
        .filter(it -> it.account().equals(id))
        .map(Published::event)
        .filter(Event.Trouble.class::isInstance)
        .map(Event.Trouble.class::cast);
  }

  private void untilCalled(String name) {
    until("own name", () -> name.equals(board.view(id).orElseThrow().identity().pushName()));
  }

  private void untilContact(String name) {
    until("contact " + name, () -> get("/contacts").contains(name));
  }

  private void untilCaughtUp() {
    until("caught up", () -> count("app_state", "version > 0 and not behind") == 2);
  }

  private long count(String table, String where) {
    var rows =
        await(
            database
                .preparedQuery(
                    "select count(*) from " + table + " where account_id = $1 and " + where)
                .execute(Tuple.of(id.value())));
    return rows.iterator().next().getLong(0);
  }

  private void execute(String sql) {
    await(database.preparedQuery(sql).execute(Tuple.of(id.value())));
  }

  private String get(String path) {
    return RestAssured.given()
        .header("X-Api-Key", KEY)
        .get("/whatsapp/accounts/" + id + path)
        .then()
        .statusCode(200)
        .extract()
        .asString();
  }

  private boolean isActive() {
    return board.view(id).orElseThrow().standing().status().word().equals("active");
  }

  private void until(String what, BooleanSupplier condition) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      assertTrue(
          System.nanoTime() < deadline,
          () -> "not in time: " + what + " " + troubleTexts() + board.view(id));
      LockSupport.parkNanos(20_000_000);
    }
  }

  private static <T> T await(Uni<T> uni) {
    return uni.await().atMost(PATIENCE);
  }
}
