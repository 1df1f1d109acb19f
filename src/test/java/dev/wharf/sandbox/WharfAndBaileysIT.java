package dev.wharf.sandbox;

import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wharf.SandboxResource;
import dev.wharf.TestDatabase;
import dev.wharf.account.AccountBoard;
import dev.wharf.account.Accounts;
import dev.wharf.account.NewAccount;
import dev.wharf.directory.PrivacyTokens;
import dev.wharf.event.PairedIdentity;
import dev.wharf.event.Qr;
import dev.wharf.identity.AccountId;
import dev.wharf.identity.Jid;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * An unmodified Baileys client and Wharf, both paired with the sandbox, write to each other: what
 * one sends over the wire or REST, the other tells in its own words.
 */
@QuarkusTest
@TestProfile(SandboxProfile.class)
@QuarkusTestResource(TestDatabase.class)
@QuarkusTestResource(SandboxResource.class)
class WharfAndBaileysIT {

  /** A key that the test knows. */
  private static final String KEY = SandboxProfile.KEY;

  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final int DELIVERED = 3;
  private static final int READ = 4;

  @Inject Accounts accounts;
  @Inject AccountBoard board;
  @Inject PrivacyTokens tokens;

  @ConfigProperty(name = SandboxResource.ADMIN_URL)
  String sandboxUrl;

  @ConfigProperty(name = SandboxResource.WEB_SOCKET_URL)
  String webSocketUrl;

  @ConfigProperty(name = SandboxResource.CERTIFICATE)
  String certificate;

  @TempDir Path folder;

  private SandboxAdmin sandbox;
  private AccountId id;
  private String phone;
  private BaileysClient bea;
  private JsonObject beasPlace;

  @BeforeEach
  void pairBoth() throws Exception {
    BaileysClient.install();
    sandbox = new SandboxAdmin(sandboxUrl);
    bea = BaileysClient.start(webSocketUrl, folder.resolve("bea"), "Bea", Path.of(certificate));
    id = await(accounts.create(new NewAccount("Ana", null, null, Map.of(), null))).id();
    await(accounts.initialize(id));
    until("qr", () -> qr().isPresent());
    phone = sandbox.scan(qr().orElseThrow().text()).getString("phone");
    until("active", this::isActive);
    beasPlace = sandbox.scan(bea.hear("qr").getString("qr"));
    bea.hear("open");
    bea.hear("caught-up");
    bea.call("sendPresenceUpdate", "available");
  }

  @AfterEach
  void nothingIsLostAndNoMessageKeyWasUsedTwice() {
    sandbox.send("DELETE", "/admin/faults", "");
    assertEquals(0, sandbox.accounts().getInteger("counterReuse"));
    bea.close();
    await(accounts.delete(id));
    sandbox.close();
  }

  @Test
  void textGoesBothWaysAndIsSeenToBeDeliveredAndRead() {
    String sent = send(new JsonObject().put("type", "text").put("text", "hello Bea"));
    var got = bea.hear("message", text("hello Bea"));
    assertEquals(sent, got.getJsonObject("key").getString("id"));
    assertFalse(got.getJsonObject("key").getBoolean("fromMe"));
    untilState(sent, "delivered");
    bea.call("readMessages", new JsonArray().add(got.getJsonObject("key")));
    untilState(sent, "read");

    var back = bea.sendText(phone + "@s.whatsapp.net", "hello Ana");
    untilListed("hello Ana");
    bea.hear("update", status(back, DELIVERED));
    var received = find("hello Ana").orElseThrow();
    assertEquals(back.getString("id"), received.get("messageId"));
    RestAssured.given()
        .header("X-Api-Key", KEY)
        .post(path("/messages/" + received.get("messageId") + "/read"))
        .then()
        .statusCode(202);
    bea.hear("update", status(back, READ));
  }

  @Test
  void messagesAreQuotedReactedToEditedAndDeletedBothWays() {
    fromWharfToBea();
    fromBeaToWharf();
    await(accounts.stop(id));
    await(accounts.reconnect(id));
    until("active again", this::isActive);
    String sent = send(new JsonObject().put("type", "text").put("text", "back again"));
    bea.hear("message", text("back again"));
    untilState(sent, "delivered");
    bea.sendText(phone + "@s.whatsapp.net", "so I see");
    untilListed("so I see");
  }

  @Test
  void whoeverIsWrittenToGetsATokenAndShowsItWhenWritingBack() {
    String ana = phone + "@s.whatsapp.net";
    bea.sendText(ana, "may I");
    untilListed("may I");
    var hidden = Jid.lid(beasPlace.getString("lid"), 0);
    until("token", () -> await(tokens.find(id, hidden)).given().isPresent());
    sandbox.fault(new JsonObject().put("kind", "token-demanded").put("of", "everybody"));
    String sent = send(new JsonObject().put("type", "text").put("text", "you may"));
    untilState(sent, "delivered");
    until("issued", () -> await(tokens.find(id, hidden)).issued().isPresent());
    bea.sendText(ana, "so I do");
    untilListed("so I do");
  }

  @Test
  void whileWhatsAppLetsNobodyNewBeWrittenToFirstMessagesWaitAsLongAsItSays() {
    sandbox.fault(
        new JsonObject()
            .put("kind", "token-demanded")
            .put("of", "everybody")
            .put("lockSeconds", 3600));
    String refused = send(new JsonObject().put("type", "text").put("text", "who are you"));
    untilState(refused, "failed");
    var failure = get("/messages/" + refused);
    assertEquals("reach_out_timelock", failure.getString("failure.code"));
    var held = Instant.parse(heldUntil());
    assertTrue(held.isBefore(Instant.now().plus(Duration.ofMinutes(61))), held::toString);
    assertTrue(held.isAfter(Instant.now().plus(Duration.ofMinutes(59))), held::toString);
    sandbox.fault(new JsonObject().put("kind", "timelock-told").put("lockSeconds", 7200));
    until("longer", () -> Instant.parse(heldUntil()).isAfter(held.plusSeconds(3000)));
    sandbox.fault(new JsonObject().put("kind", "timelock-told"));
    until("free", () -> heldUntil() == null);
  }

  @Test
  void anotherPresenceIsSeenWithoutANewLink() {
    sandbox.name(phone, "Ana of Wharf");
    until("name", () -> "Ana of Wharf".equals(identity().pushName()));
    bea.call("presenceSubscribe", phone + "@s.whatsapp.net");
    presence("available");
    bea.hear("presence", said -> said.toString().contains("\"available\""));
    presence("unavailable");
    bea.hear("presence", said -> said.toString().contains("\"unavailable\""));
  }

  private PairedIdentity identity() {
    return board.view(id).orElseThrow().identity();
  }

  private void presence(String policy) {
    RestAssured.given()
        .header("X-Api-Key", KEY)
        .contentType("application/json")
        .body(new JsonObject().put("presence", policy).encode())
        .patch(path(""))
        .then()
        .statusCode(200)
        .body("presence", equalTo(policy));
  }

  private @Nullable String heldUntil() {
    return get("/limits").getString("buckets.find { it.name == 'new_contacts_per_day' }.heldUntil");
  }

  private void fromWharfToBea() {
    String sent = send(new JsonObject().put("type", "text").put("text", "how are you"));
    var got = bea.hear("message", text("how are you")).getJsonObject("key");
    String ours = bea.sendText(phone + "@s.whatsapp.net", "fine").getString("id");
    untilListed("fine");
    send(
        new JsonObject()
            .put("type", "text")
            .put("text", "good")
            .put("quoted", new JsonObject().put("messageId", ours)));
    var quoted = bea.hear("message", text("good")).getJsonObject("quoted");
    assertEquals(ours, quoted.getString("id"));
    assertEquals("fine", quoted.getString("text"));
    send(about("reaction", ours).put("text", "👍"));
    assertEquals("👍", bea.hear("reaction", named(ours)).getString("text"));
    var content = new JsonObject().put("type", "text").put("text", "how were you");
    send(about("edit", sent).put("content", content));
    bea.hear("update", named(got.getString("id")).and(text("how were you")));
    send(about("deletion", sent));
    bea.hear("update", named(sent).and(said -> said.getBoolean("deleted")));
    var poll =
        new JsonObject()
            .put("name", "Where?")
            .put("options", new JsonArray().add("Here").add("There"))
            .put("selectable", 1);
    send(new JsonObject().put("type", "poll").put("poll", poll));
    var asked = bea.hear("message", text("Where?"));
    assertEquals(new JsonArray().add("Here").add("There"), asked.getJsonArray("options"));
  }

  private void fromBeaToWharf() {
    String ana = phone + "@s.whatsapp.net";
    var said = bea.sendText(ana, "first wording");
    untilListed("first wording");
    bea.send(ana, new JsonObject().put("text", "second wording").put("edit", said));
    until("edit", () -> find("second wording").isPresent());
    var message = find("second wording").orElseThrow();
    assertEquals(said.getString("id"), message.get("messageId"));
    assertTrue(message.get("editedAt") != null);
    var mine =
        new JsonObject().put("remoteJid", ana).put("fromMe", true).put("id", said.getString("id"));
    bea.send(
        ana, new JsonObject().put("react", new JsonObject().put("text", "❤️").put("key", mine)));
    until(
        "reaction",
        () -> find("second wording").orElseThrow().get("reactions").toString().contains("❤️"));
    bea.send(ana, new JsonObject().put("delete", said));
    until(
        "deletion", () -> get("/messages/" + said.getString("id")).getString("deletedAt") != null);
    bea.send(
        ana,
        new JsonObject()
            .put(
                "poll",
                new JsonObject()
                    .put("name", "When?")
                    .put("values", new JsonArray().add("Now").add("Later"))
                    .put("selectableCount", 1)));
    untilListed("poll");
  }

  private static JsonObject about(String type, String messageId) {
    return new JsonObject()
        .put("type", type)
        .put("target", new JsonObject().put("messageId", messageId));
  }

  private static Predicate<JsonObject> named(String id) {
    return said -> id.equals(said.getString("id"));
  }

  private String send(JsonObject body) {
    return RestAssured.given()
        .header("X-Api-Key", KEY)
        .contentType("application/json")
        .body(body.copy().put("to", beasPlace.getString("phone")).encode())
        .post(path("/messages"))
        .then()
        .statusCode(202)
        .body("state", equalTo("accepted"))
        .extract()
        .path("messageId");
  }

  private void untilState(String messageId, String state) {
    until(state, () -> state.equals(get("/messages/" + messageId).getString("state")));
  }

  private void untilListed(String text) {
    until("message " + text, () -> find(text).isPresent());
  }

  private Optional<Map<String, Object>> find(String text) {
    return get("/messages").<Map<String, Object>>getList("items").stream()
        .filter(
            message ->
                message.get("kind").equals(text)
                    || message.toString().contains("text=" + text + "}")
                    || message.toString().contains("text=" + text + ","))
        .findFirst();
  }

  private JsonPath get(String path) {
    return RestAssured.given()
        .header("X-Api-Key", KEY)
        .get(path(path))
        .then()
        .statusCode(200)
        .extract()
        .jsonPath();
  }

  private String path(String path) {
    return "/whatsapp/accounts/" + id + path;
  }

  private Optional<Qr> qr() {
    return board.qr(id);
  }

  private boolean isActive() {
    return board.view(id).orElseThrow().standing().status().word().equals("active");
  }

  private static Predicate<JsonObject> text(String text) {
    return said -> text.equals(said.getString("text"));
  }

  private static Predicate<JsonObject> status(JsonObject key, int status) {
    return said ->
        key.getString("id").equals(said.getString("id"))
            && Objects.equals(status, said.getInteger("status"));
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
