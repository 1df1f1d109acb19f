package dev.wharf.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wharf.SandboxResource;
import dev.wharf.TestDatabase;
import dev.wharf.account.AccountBoard;
import dev.wharf.account.Accounts;
import dev.wharf.account.Hearing;
import dev.wharf.account.NewAccount;
import dev.wharf.event.Event;
import dev.wharf.event.Published;
import dev.wharf.event.Qr;
import dev.wharf.identity.AccountId;
import dev.wharf.protocol.node.Node;
import dev.wharf.protocol.noise.TrustAnchor;
import dev.wharf.protocol.proto.AppStateProto.SyncdPatch;
import dev.wharf.protocol.stanza.chat.AppStateStanzas;
import dev.wharf.protocol.stanza.chat.AppStateStanzas.Collected;
import dev.wharf.protocol.stanza.chat.AppStateStanzas.Wanted;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the own phone tells an account, and what the account asks it, against virtual phones. */
@QuarkusTest
@TestProfile(SandboxProfile.class)
@QuarkusTestResource(TestDatabase.class)
@QuarkusTestResource(SandboxResource.class)
class WharfSyncIT {

  /** A key that the test knows. */
  private static final String KEY = SandboxProfile.KEY;

  private static final Duration PATIENCE = Duration.ofSeconds(25);
  private static final AtomicInteger NUMBERS = new AtomicInteger();
  private static final String BOOK = "critical_unblock_low";

  @Inject Accounts accounts;
  @Inject AccountBoard board;
  @Inject Pool database;
  @Inject Vertx vertx;

  @ConfigProperty(name = SandboxResource.ADMIN_URL)
  String sandboxUrl;

  @ConfigProperty(name = SandboxResource.WEB_SOCKET_URL)
  String webSocketUrl;

  @ConfigProperty(name = "wharf.whatsapp.trust-anchor")
  String trustAnchor;

  private final List<Published> told = new CopyOnWriteArrayList<>();
  private AccountBoard.Subscription subscription;
  private SandboxAdmin sandbox;
  private AccountId id;
  private String phone;
  private String bea;

  @BeforeEach
  void pair() {
    subscription = board.subscribe(new Hearing(told));
    sandbox = new SandboxAdmin(sandboxUrl);
    phone = number();
    bea = number();
    sandbox.name(phone, "Ana B.");
    sandbox.contacts(phone, book(bea, "Bea Book"));
    id = await(accounts.create(new NewAccount("Ana", null, null, Map.of(), null))).id();
    await(accounts.initialize(id));
    until("qr", () -> qr().isPresent());
    sandbox.scan(qr().orElseThrow().text(), phone);
    untilActive();
  }

  @AfterEach
  void noMessageKeyWasUsedTwice() {
    assertEquals(0, sandbox.accounts().getInteger("counterReuse"));
    subscription.close();
    await(accounts.delete(id));
    sandbox.close();
  }

  @Test
  void theOwnNameAndThoseOfContactsAreKnownAndFollowed() {
    untilCalled("Ana B.");
    untilContact("Bea Book");
    until(
        "told",
        () -> told(Event.ContactChanged.class, it -> "Bea Book".equals(it.contact().name())));
    untilCaughtUp();
    sandbox.name(phone, "Ana C.");
    untilCalled("Ana C.");
    sandbox.contacts(phone, book(bea, "Bea Renamed"));
    untilContact("Bea Renamed");

    untilCaughtUp();
    long version = version(BOOK);
    await(accounts.stop(id));
    sandbox.contacts(phone, book(bea, "Bea Meanwhile"));
    reconnect();
    untilContact("Bea Meanwhile");
    untilCaughtUp();
    assertEquals(version + 1, version(BOOK), "followed from where it was");
    sandbox.contacts(phone, new JsonArray());
    until("no name", () -> !contacts().contains("Bea Meanwhile"));
  }

  @Test
  void aKeyThatIsMissingIsAskedFor() {
    untilCalled("Ana B.");
    untilCaughtUp();
    execute("delete from app_state_key where account_id = $1");
    sandbox.name(phone, "Ana D.");
    untilCalled("Ana D.");
    untilCaughtUp();
  }

  @Test
  void aStateThatIsForgottenIsAskedForAnew() {
    untilCalled("Ana B.");
    untilCaughtUp();
    execute("delete from app_state where account_id = $1");
    sandbox.name(phone, "Ana E.");
    untilCalled("Ana E.");
    sandbox.contacts(phone, book(bea, "Bea Anew"));
    untilContact("Bea Anew");
    untilCaughtUp();
  }

  @Test
  void aForgedPatchIsSurvived() throws Exception {
    untilContact("Bea Book");
    untilCaughtUp();
    long version = version(BOOK);
    var tablet = new TestCompanion();
    try (ClientLink link = pair(tablet)) {
      byte[] first = sync(link, new Wanted(BOOK, 0, Optional.empty())).patches().getFirst();
      byte[] again = SyncdPatch.parseFrom(first).toBuilder().clearVersion().build().toByteArray();
      var taken = sync(link, new Wanted(BOOK, version, Optional.of(again)));
      assertEquals(version + 1, taken.version(), "the server cannot tell");
    }
    until("acked", () -> sandbox.device(phone).getInteger("waiting") == 0);
    untilCaughtUp();
    assertEquals(version, version(BOOK), "read as far as it can be");
    sandbox.name(phone, "Ana F.");
    untilCalled("Ana F.");
    assertTrue(isActive());
  }

  @Test
  void thePhoneIsAskedForAMessageThatCannotBeRead() {
    sandbox.write(bea, phone, "we know each other");
    untilListed("we know each other");
    sandbox.behave(bea, new JsonObject().put("online", false));
    execute("delete from ratchet where account_id = $1");
    // Over the link that it came with, the ratchet is still in memory.
    reconnect();
    sandbox.write(bea, phone, "lost and found");
    until("a placeholder", () -> messages().contains("undecryptable"));
    untilListed("lost and found");
    until(
        "healed",
        () -> told(Event.MessageEvent.class, it -> it.healed() && it.kind().equals("text")));
    sandbox.behave(bea, new JsonObject().put("online", true));
  }

  @Test
  void anOldSignedPreKeyIsReplacedAndStillOpensWhatWasBegunWithIt() {
    assertEquals(1, sandbox.device(phone).getInteger("signedPreKeyId"));
    await(accounts.stop(id));
    sandbox.write(bea, phone, "begun with the old key");
    execute(
        "update credential set signed_pre_key_at = now() - interval '28 days'"
            + " where account_id = $1");
    reconnect();
    untilListed("begun with the old key");
    assertEquals(2, sandbox.device(phone).getInteger("signedPreKeyId"));
    sandbox.write(number(), phone, "begun with the new key");
    untilListed("begun with the new key");
    sandbox.write(bea, phone, "and on");
    untilListed("and on");
    reconnect();
    assertEquals(2, sandbox.device(phone).getInteger("signedPreKeyId"), "not again");
  }

  @Test
  void usedPreKeysAreReplaced() {
    int before = sandbox.device(phone).getInteger("preKeys");
    sandbox.write(bea, phone, "takes one");
    untilListed("takes one");
    assertEquals(before - 1, sandbox.device(phone).getInteger("preKeys"));
    sandbox.fault(new JsonObject().put("kind", "low-prekeys").put("count", 4).put("phone", phone));
    until("refilled", () -> sandbox.device(phone).getInteger("preKeys") > before);
    sandbox.write(number(), phone, "takes another");
    untilListed("takes another");
  }

  @Test
  void whoIsSetUpAnewIsTold() {
    sandbox.write(bea, phone, "as ever");
    untilListed("as ever");
    sandbox.reinstall(bea);
    sandbox.write(bea, phone, "with a new phone");
    untilListed("with a new phone");
    until("identity", this::isToldOfBeasNewKeys);
  }

  @Test
  void whoIsSetUpAnewIsToldEvenIfNothingButARetryTellsIt() {
    sandbox.write(bea, phone, "as ever");
    untilListed("as ever");
    sandbox.reinstall(bea);
    RestAssured.given()
        .header("X-Api-Key", KEY)
        .contentType("application/json")
        .body("{\"to\":\"+" + bea + "\",\"type\":\"text\",\"text\":\"for the old keys\"}")
        .post("/whatsapp/accounts/" + id + "/messages")
        .then()
        .statusCode(202);
    until("identity", this::isToldOfBeasNewKeys);
  }

  private boolean isToldOfBeasNewKeys() {
    return told(Event.IdentityChanged.class, it -> ("+" + bea).equals(it.who().phone()));
  }

  private void reconnect() {
    await(accounts.stop(id));
    until("stopped", () -> !isActive());
    await(accounts.initialize(id));
    untilActive();
  }

  private ClientLink pair(TestCompanion companion) throws Exception {
    TrustAnchor anchor = TrustAnchor.ofHex(trustAnchor);
    JsonObject place;
    try (ClientLink link = ClientLink.open(vertx, webSocketUrl)) {
      link.establish(companion.noiseKey, companion.registration(""), anchor, new byte[0]);
      String qr = companion.qr(Running.firstRef(link.next()));
      place = sandbox.scan(qr, phone);
      link.send(companion.sign(link.next()));
      link.next(node -> node.tag().equals("xmlstreamend"));
    }
    ClientLink link = ClientLink.open(vertx, webSocketUrl);
    byte[] login = companion.login(place.getString("phone"), place.getInteger("device"), false);
    link.establish(companion.noiseKey, login, anchor, new byte[0]);
    link.next(node -> node.child("offline").isPresent());
    return link;
  }

  private static Collected sync(ClientLink link, Wanted wanted) {
    Node reply = link.ask(AppStateStanzas.sync("sync" + wanted.version(), List.of(wanted)));
    return AppStateStanzas.read(reply).getFirst();
  }

  private static String number() {
    return "49151" + (20_000_000 + NUMBERS.incrementAndGet());
  }

  private static JsonArray book(String phone, String name) {
    return new JsonArray().add(new JsonObject().put("phone", phone).put("name", name));
  }

  private void untilActive() {
    until("active", this::isActive);
  }

  private void untilCalled(String name) {
    until(
        "own name " + name, () -> name.equals(board.view(id).orElseThrow().identity().pushName()));
  }

  private void untilContact(String name) {
    until("contact " + name, () -> contacts().contains(name));
  }

  private void untilListed(String text) {
    until("message " + text, () -> messages().contains(text));
  }

  /** All collections are there, and none has more. */
  private void untilCaughtUp() {
    until("caught up", () -> count("version > 0 and not behind") == 2);
  }

  private long version(String collection) {
    for (Row row :
        execute(
            "select version from app_state where account_id = $1 and collection = '"
                + collection
                + "'")) {
      return row.getLong(0);
    }
    return 0;
  }

  private long count(String where) {
    return execute("select count(*) from app_state where account_id = $1 and " + where)
        .iterator()
        .next()
        .getLong(0);
  }

  private Iterable<Row> execute(String sql) {
    return await(database.preparedQuery(sql).execute(Tuple.of(id.value())));
  }

  private String contacts() {
    return get("/contacts");
  }

  private String messages() {
    return get("/messages");
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

  private <T extends Event> boolean told(Class<T> type, Predicate<T> wanted) {
    return told.stream()
        .filter(it -> it.account().equals(id))
        .map(Published::event)
        .filter(type::isInstance)
        .map(type::cast)
        .anyMatch(wanted);
  }

  private Optional<Qr> qr() {
    return board.qr(id);
  }

  private boolean isActive() {
    return Objects.equals("active", board.view(id).orElseThrow().standing().status().word());
  }

  private void until(String what, BooleanSupplier condition) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      assertTrue(System.nanoTime() < deadline, () -> "not in time: " + what + " " + board.view(id));
      LockSupport.parkNanos(20_000_000);
    }
  }

  private static <T> T await(Uni<T> uni) {
    return uni.await().atMost(PATIENCE);
  }
}
