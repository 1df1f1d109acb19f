package dev.wharf.sandbox;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wharf.SandboxResource;
import dev.wharf.TestDatabase;
import dev.wharf.account.AccountBoard;
import dev.wharf.account.Accounts;
import dev.wharf.account.NewAccount;
import dev.wharf.directory.DeviceLists;
import dev.wharf.directory.Group;
import dev.wharf.directory.Groups;
import dev.wharf.directory.Member;
import dev.wharf.identity.AccountId;
import dev.wharf.identity.Jid;
import dev.wharf.keystore.ratchet.OwnGroupKey;
import dev.wharf.keystore.ratchet.RatchetStore;
import dev.wharf.limits.Limit;
import dev.wharf.limits.Limiter;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Wharf and two unmodified Baileys clients in groups, all paired with the sandbox. */
@QuarkusTest
@TestProfile(SandboxProfile.class)
@QuarkusTestResource(TestDatabase.class)
@QuarkusTestResource(SandboxResource.class)
class WharfGroupsIT {

  /** A key that the test knows. */
  private static final String KEY = SandboxProfile.KEY;

  private static final String NOBODY = "+15550009999";
  private static final Duration PATIENCE = Duration.ofSeconds(40);

  /** Somebody, on the first companion device. */
  private record Person(BaileysClient client, String phone, String lid) {
    String number() {
      return "+" + phone;
    }

    Jid user() {
      return Jid.lid(lid, 0);
    }

    String byPhone() {
      return phone + "@s.whatsapp.net";
    }
  }

  @TempDir static Path folder;
  private static Person bea;
  private static Person cid;
  private static AccountId id;
  private static String phone;
  private static String lid;

  @Inject Accounts accounts;
  @Inject AccountBoard board;
  @Inject Groups groups;
  @Inject DeviceLists devices;
  @Inject RatchetStore ratchets;
  @Inject Limiter limiter;
  @Inject Pool pool;

  @ConfigProperty(name = SandboxResource.ADMIN_URL)
  String sandboxUrl;

  @ConfigProperty(name = SandboxResource.WEB_SOCKET_URL)
  String webSocketUrl;

  @ConfigProperty(name = SandboxResource.CERTIFICATE)
  String certificate;

  private SandboxAdmin sandbox;

  @BeforeEach
  void pairAll() throws Exception {
    sandbox = new SandboxAdmin(sandboxUrl);
    if (bea == null) {
      BaileysClient.install();
      var beas = connect("Bea");
      var cids = connect("Cid");
      id = create("Ana");
      var place = sandbox.scan(qr(id));
      phone = place.getString("phone");
      lid = place.getString("lid");
      bea = pair(beas);
      cid = pair(cids);
      until("active", () -> isActive(id));
      var more =
          new JsonObject()
              .put("overrides", Map.of("group_changes_per_hour", 50, "messages_per_minute", 60))
              .put("warmUp", Map.of("enabled", false));
      request().body(more.encode()).patch(path("/limits")).then().statusCode(200);
    }
  }

  @AfterEach
  void noMessageKeyWasUsedTwice() {
    assertEquals(0, sandbox.accounts().getInteger("counterReuse"));
    sandbox.close();
  }

  @AfterAll
  static void stop() {
    bea.client.close();
    cid.client.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"lid", "pn"})
  void aGroupThatWharfMadeTalksAndChanges(String addressing) {
    address(addressing);
    String group = make("Trip " + addressing);
    assertEquals(addressing, get("/groups/" + group).extract().path("addressingMode"));
    talks(group, addressing);
    removesBea(group, addressing);
    addsBea(group, addressing);
    renames(group, addressing);
    invites(group);
    comesBack();
    talks(group, "again " + addressing);
    leaves(group);
  }

  private String make(String subject) {
    var body =
        new JsonObject()
            .put("subject", subject)
            .put("members", List.of(bea.number(), cid.number(), NOBODY));
    String group =
        request()
            .body(body.encode())
            .post(path("/groups"))
            .then()
            .statusCode(201)
            .body("outcomes.outcome", contains("done", "done", "not_on_whatsapp"))
            .body("group.subject", equalTo(subject))
            .extract()
            .path("group.jid");
    bea.client.hear("group", said -> said.getJsonObject("group").getString("id").equals(group));
    cid.client.hear("group", said -> said.getJsonObject("group").getString("id").equals(group));
    return group;
  }

  private void talks(String group, String word) {
    String sent = send(group, "from Ana " + word);
    var beas = bea.client.hear("message", in(group, "from Ana " + word)).getJsonObject("key");
    var cids = cid.client.hear("message", in(group, "from Ana " + word)).getJsonObject("key");
    assertEquals(sent, beas.getString("id"));
    untilState(sent, "delivered");
    bea.client.call("readMessages", new JsonArray().add(beas));
    until("read by one", () -> receipts(sent).contains("read"));
    assertEquals("delivered", state(sent));
    cid.client.call("readMessages", new JsonArray().add(cids));
    untilState(sent, "read");

    var back = bea.client.sendText(group, "from Bea " + word);
    cid.client.hear("message", in(group, "from Bea " + word));
    bea.client.hear("group-receipt", by("receiptTimestamp", back));
    untilListed("from Bea " + word);
    String received = (String) find("from Bea " + word).orElseThrow().get("messageId");
    assertEquals(back.getString("id"), received);
    request().post(path("/messages/" + received + "/read")).then().statusCode(202);
    bea.client.hear("group-receipt", by("readTimestamp", back));
    cid.client.sendText(group, "from Cid " + word);
    untilListed("from Cid " + word);
  }

  private void removesBea(String group, String word) {
    var before = ownKey(group);
    assertTrue(holds(before, bea) && holds(before, cid));
    assertEquals(List.of("done"), change(group, "remove", bea));
    bea.client.hear("members", of(group, "remove"));
    cid.client.hear("members", of(group, "remove"));
    String sent = send(group, "without Bea " + word);
    cid.client.hear("message", in(group, "without Bea " + word));
    untilState(sent, "delivered");
    send(bea.number(), "you were removed " + word);
    bea.client.hear("message", text("you were removed " + word));
    assertFalse(bea.client.hasSaid("message", in(group, "without Bea " + word)));
    var after = ownKey(group);
    assertNotEquals(before.key().orElseThrow().id(), after.key().orElseThrow().id());
    assertTrue(holds(after, cid) && !holds(after, bea));
  }

  private void addsBea(String group, String word) {
    var before = ownKey(group);
    assertEquals(List.of("already_a_member"), change(group, "add", cid));
    assertEquals(List.of("done"), change(group, "add", bea));
    bea.client.hear("group", said -> said.getJsonObject("group").getString("id").equals(group));
    send(group, "Bea is back " + word);
    bea.client.hear("message", in(group, "Bea is back " + word));
    cid.client.hear("message", in(group, "Bea is back " + word));
    var after = ownKey(group);
    assertEquals(before.key().orElseThrow().id(), after.key().orElseThrow().id());
    assertTrue(holds(after, bea));
  }

  private void renames(String group, String word) {
    var body = new JsonObject().put("subject", "Journey " + word).put("description", "By rail");
    request()
        .body(body.encode())
        .patch(path("/groups/" + group))
        .then()
        .statusCode(200)
        .body("subject", equalTo("Journey " + word))
        .body("description", equalTo("By rail"));
    cid.client.hear("group-update", called(group, "Journey " + word));
    request()
        .body(new JsonObject().putNull("description").encode())
        .patch(path("/groups/" + group))
        .then()
        .statusCode(200);
    assertEquals(List.of("done"), change(group, "promote", cid));
    cid.client.hear("members", of(group, "promote"));
    cid.client.call("groupUpdateSubject", group, "Cid's " + word);
    untilGroup(group, "subject", "Cid's " + word);
  }

  private void invites(String group) {
    String link = get("/groups/" + group + "/invite-link").extract().path("code");
    var info = (JsonObject) Objects.requireNonNull(cid.client.call("groupGetInviteInfo", link));
    assertEquals(group, info.getString("id"));
    request()
        .post(path("/groups/" + group + "/invite-link/revoke"))
        .then()
        .statusCode(200)
        .body("link", org.hamcrest.Matchers.not(endsWith(link)));
  }

  /** As after a restart: nothing of the link before is left. */
  private void comesBack() {
    request().post(path("/stop")).then().statusCode(202);
    until("stopped", () -> !isActive(id));
    request().post(path("/initialize")).then().statusCode(202);
    until("active", () -> isActive(id));
  }

  private void leaves(String group) {
    request()
        .post(path("/groups/" + group + "/leave"))
        .then()
        .statusCode(200)
        .body("left", equalTo(true));
    cid.client.hear("members", of(group, "remove"));
    String sent = send(group, "is anybody there");
    untilState(sent, "failed");
    get("/messages/" + sent).body("failure.code", equalTo("not_in_group"));
  }

  @Test
  void aGroupThatBeaMadeIsFollowedByWhatIsTold() {
    address("lid");
    String group = beasGroup("Bea's");
    untilGroup(group, "subject", "Bea's");
    talks(group, "at Bea's");
    var before = ownKey(group);
    request()
        .body(new JsonObject().put("remove", List.of(cid.number())).encode())
        .post(path("/groups/" + group + "/members"))
        .then()
        .statusCode(409)
        .body("code", equalTo("not_group_admin"));
    beaChanges(group, cid.byPhone(), "remove");
    untilSize(group, 2);
    send(group, "without Cid");
    bea.client.hear("message", in(group, "without Cid"));
    assertNotEquals(before.key().orElseThrow().id(), ownKey(group).key().orElseThrow().id());
    beaChanges(group, cid.byPhone(), "add");
    untilSize(group, 3);
    send(group, "Cid is back");
    cid.client.hear("message", in(group, "Cid is back"));
    assertFalse(cid.client.hasSaid("message", in(group, "without Cid")));
    beaChanges(group, phone + "@s.whatsapp.net", "remove");
    untilGroup(group, "left", true);
    beaChanges(group, phone + "@s.whatsapp.net", "add");
    untilGroup(group, "left", false);
    talks(group, "back at Bea's");
  }

  @Test
  void whatIsKnownOfAGroupIsMendedWhenTheServerSaysThatItIsWrong() {
    address("lid");
    String group = make("Mended");
    send(group, "all is well");
    bea.client.hear("message", in(group, "all is well"));
    await(groups.put(id, byPhone(await(groups.find(id, Jid.parse(group))).orElseThrow())));
    send(group, "addressed the old way");
    bea.client.hear("message", in(group, "addressed the old way"));
    cid.client.hear("message", in(group, "addressed the old way"));
    get("/groups/" + group).body("addressingMode", equalTo("lid"));

    await(devices.put(id, Map.of(bea.user(), List.of(bea.user())), Instant.now()));
    String sent = send(group, "to a part");
    cid.client.hear("message", in(group, "to a part"));
    bea.client.hear("message", in(group, "to a part"));
    untilState(sent, "delivered");
    send(group, "to all again");
    bea.client.hear("message", in(group, "to all again"));
    var list = await(devices.find(id, List.of(bea.user()), Instant.EPOCH)).get(bea.user());
    assertTrue(list.size() > 1, list.toString());
  }

  private static Group byPhone(Group group) {
    var about = group.about();
    return new Group(
        group.jid(),
        new Group.About(
            about.subject(),
            about.description(),
            about.owner(),
            Group.Addressing.PN,
            about.createdAt(),
            about.settings()),
        group.members().stream()
            .map(it -> new Member(it.phone().orElseThrow(), it.lid(), it.phone(), it.role()))
            .toList());
  }

  @Test
  void groupsAreKnownAfterTheFirstLoginAndWhenSomeWereMissed() {
    address("lid");
    String group = beasGroup("Known");
    AccountId beasWharf = create("Bea's");
    sandbox.scan(qr(beasWharf), bea.phone);
    until("active", () -> isActive(beasWharf));
    until("known at login", () -> isListed(beasWharf, group));
    await(
        pool.preparedQuery("delete from group_chat where account_id = $1")
            .execute(Tuple.of(beasWharf.value())));
    assertFalse(isListed(beasWharf, group));
    sandbox.fault(
        new JsonObject()
            .put("kind", "dirty")
            .put("types", List.of("groups"))
            .put("phone", bea.phone)
            .put("at", "online"));
    request().post("/whatsapp/accounts/" + beasWharf + "/reconnect").then().statusCode(202);
    until("known again", () -> isListed(beasWharf, group));
    await(accounts.delete(beasWharf));
  }

  @Test
  void aDeviceThatIsUnlinkedReadsNothingMore() {
    address("lid");
    String group = beasGroup("Devices");
    AccountId beasWharf = create("Bea's");
    sandbox.scan(qr(beasWharf), bea.phone);
    until("active", () -> isActive(beasWharf));
    untilGroup(group, "left", false);
    send(group, "to all devices");
    bea.client.hear("message", in(group, "to all devices"));
    until("read by Wharf", () -> find(beasWharf, "to all devices").isPresent());
    var before = ownKey(group);
    var linked = devicesOf(before, bea);
    int device = linked.stream().mapToInt(Jid::device).max().orElseThrow();
    sandbox.removeDevice(bea.phone, device);
    until("unlinked", () -> !isActive(beasWharf));
    until("heard of", () -> !sentTo(group, bea).contains(Jid.lid(bea.lid, device)));
    assertEquals(linked.size() - 1, devicesOf(ownKey(group), bea).size());
    assertNotEquals(before.key().orElseThrow().id(), ownKey(group).key().orElseThrow().id());
    await(accounts.delete(beasWharf));
  }

  /** Whom of them the next message to a group goes to. */
  private List<Jid> sentTo(String group, Person who) {
    untilState(send(group, "who reads this"), "delivered");
    return devicesOf(ownKey(group), who);
  }

  private static List<Jid> devicesOf(OwnGroupKey key, Person who) {
    return key.holders().stream().filter(it -> it.bare().equals(who.user())).toList();
  }

  @Test
  void numbersAreChecked() {
    var body = new JsonObject().put("phones", List.of(bea.number(), NOBODY));
    request()
        .body(body.encode())
        .post(path("/contacts/check"))
        .then()
        .statusCode(200)
        .body("items.onWhatsApp", contains(true, false))
        .body("items[0].lid", equalTo(bea.user().toString()))
        .body("items[0].phone", equalTo(bea.number()));
  }

  @Test
  void nothingIsAskedOfWhatsAppWithoutALink() {
    request().post(path("/stop")).then().statusCode(202);
    until("stopped", () -> !isActive(id));
    request()
        .post(path("/groups/refresh"))
        .then()
        .statusCode(409)
        .body("code", equalTo("not_online"));
    request().post(path("/initialize")).then().statusCode(202);
    until("active", () -> isActive(id));
    request().post(path("/groups/refresh")).then().statusCode(204);
  }

  @Test
  void whoIsRefusedForAskingTooMuchWaits() {
    address("lid");
    String group = make("Busy");
    sandbox.fault(
        new JsonObject()
            .put("kind", "iq-error")
            .put("xmlns", "w:g2")
            .put("code", 429)
            .put("phone", phone));
    invite(group).statusCode(429).body("code", equalTo("rate_limited"));
    sandbox.send("DELETE", "/admin/faults", "");
    request()
        .body(new JsonObject().put("subject", "No").encode())
        .patch(path("/groups/" + group))
        .then()
        .statusCode(429)
        .body("code", equalTo("limit_reached"));
    await(limiter.release(id, Limit.GROUP_CHANGES_PER_HOUR));
    invite(group).statusCode(200);
  }

  private ValidatableResponse invite(String group) {
    return request().get(path("/groups/" + group + "/invite-link")).then();
  }

  private String beasGroup(String subject) {
    var members = new JsonArray().add(phone + "@s.whatsapp.net").add(cid.byPhone());
    var made =
        (JsonObject) Objects.requireNonNull(bea.client.call("groupCreate", subject, members));
    return made.getString("id");
  }

  private static void beaChanges(String group, String member, String how) {
    bea.client.call("groupParticipantsUpdate", group, new JsonArray().add(member), how);
  }

  private List<String> change(String group, String how, Person who) {
    return request()
        .body(new JsonObject().put(how, List.of(who.number())).encode())
        .post(path("/groups/" + group + "/members"))
        .then()
        .statusCode(200)
        .extract()
        .path("items.outcome");
  }

  private OwnGroupKey ownKey(String group) {
    return await(ratchets.ownGroupKey(id, Jid.parse(group)));
  }

  private static boolean holds(OwnGroupKey key, Person who) {
    return !devicesOf(key, who).isEmpty();
  }

  private void address(String addressing) {
    sandbox.post("/admin/groups", new JsonObject().put("addressing", addressing).encode());
  }

  private String send(String to, String text) {
    var body = new JsonObject().put("to", to).put("type", "text").put("text", text);
    return request()
        .body(body.encode())
        .post(path("/messages"))
        .then()
        .statusCode(202)
        .extract()
        .path("messageId");
  }

  private void untilState(String message, String state) {
    until(state + " " + message, () -> state.equals(state(message)));
  }

  private String state(String message) {
    return get("/messages/" + message).extract().path("state");
  }

  private List<String> receipts(String message) {
    return get("/messages/" + message).extract().path("receipts.state");
  }

  private void untilGroup(String group, String field, Object value) {
    until(
        field + " is " + value,
        () -> {
          var answer = request().get(path("/groups/" + group));
          return answer.statusCode() == 200 && value.equals(answer.path(field));
        });
  }

  private void untilSize(String group, int size) {
    until(
        size + " members",
        () -> get("/groups/" + group).extract().<List<?>>path("members").size() == size);
  }

  private boolean isListed(AccountId account, String group) {
    return request()
        .get("/whatsapp/accounts/" + account + "/groups")
        .then()
        .statusCode(200)
        .extract()
        .body()
        .asString()
        .contains(group);
  }

  private void untilListed(String text) {
    until("message " + text, () -> find(text).isPresent());
  }

  private static Optional<Map<String, Object>> find(String text) {
    return find(id, text);
  }

  private static Optional<Map<String, Object>> find(AccountId account, String text) {
    return request()
        .get("/whatsapp/accounts/" + account + "/messages")
        .then()
        .statusCode(200)
        .extract()
        .jsonPath()
        .<Map<String, Object>>getList("items")
        .stream()
        .filter(message -> message.toString().contains("text=" + text))
        .findFirst();
  }

  private static RequestSpecification request() {
    return RestAssured.given().header("X-Api-Key", KEY).contentType("application/json");
  }

  private ValidatableResponse get(String path) {
    return request().get(path(path)).then().statusCode(200);
  }

  private static String path(String path) {
    return "/whatsapp/accounts/" + id + path;
  }

  private AccountId create(String name) {
    var made = await(accounts.create(new NewAccount(name, null, null, Map.of(), null))).id();
    await(accounts.initialize(made));
    return made;
  }

  private String qr(AccountId account) {
    until("qr", () -> board.qr(account).isPresent());
    return board.qr(account).orElseThrow().text();
  }

  private boolean isActive(AccountId account) {
    return board.view(account).orElseThrow().standing().status().word().equals("active");
  }

  private BaileysClient connect(String name) {
    return BaileysClient.start(webSocketUrl, folder.resolve(name), name, Path.of(certificate));
  }

  private Person pair(BaileysClient client) {
    var place = sandbox.scan(client.hear("qr").getString("qr"));
    client.hear("open");
    client.hear("caught-up");
    client.call("sendPresenceUpdate", "available");
    return new Person(client, place.getString("phone"), place.getString("lid"));
  }

  private static Predicate<JsonObject> in(String chat, String text) {
    return text(text).and(said -> chat.equals(said.getJsonObject("key").getString("remoteJid")));
  }

  private static Predicate<JsonObject> text(String text) {
    return said -> text.equals(said.getString("text"));
  }

  private static Predicate<JsonObject> of(String group, String action) {
    return said -> group.equals(said.getString("id")) && action.equals(said.getString("action"));
  }

  private static Predicate<JsonObject> called(String group, String subject) {
    return said ->
        group.equals(said.getJsonObject("group").getString("id"))
            && subject.equals(said.getJsonObject("group").getString("subject"));
  }

  /** What Wharf said of a message of Bea's. */
  private static Predicate<JsonObject> by(String what, JsonObject key) {
    return said ->
        key.getString("id").equals(said.getString("id"))
            && List.of(lid + "@lid", phone + "@s.whatsapp.net").contains(said.getString("userJid"))
            && said.getValue(what) != null;
  }

  private void until(String what, BooleanSupplier condition) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      assertTrue(System.nanoTime() < deadline, () -> "not in time: " + what);
      LockSupport.parkNanos(20_000_000);
    }
  }

  private static <T> T await(Uni<T> uni) {
    return uni.await().atMost(PATIENCE);
  }
}
