package dev.wharf.sandbox;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * An unmodified Baileys client, Ana's companion, and virtual phones: her own, and those of Dora and
 * Eve, who have no companion.
 */
class BaileysPhoneIT {

  private static final String ANA = "12025550140";
  private static final String DORA = "12025550141";
  private static final String EVE = "12025550142";
  private static final String FAY = "12025550143";
  private static final int DELIVERED = 3;
  private static final int READ = 4;
  private static final JsonObject QUIET =
      new JsonObject()
          .put("answer", "silence")
          .put("read", false)
          .put("delayMillis", 0)
          .put("online", true);

  private static Running running;
  private static Path certificate;
  private static Path folder;
  private static BaileysClient ana;
  private static JsonObject anasHistory;
  private static Duration firstMessage;

  @BeforeAll
  static void start(@TempDir Path temporary) throws Exception {
    BaileysClient.install();
    folder = temporary;
    running = Running.withPhones();
    certificate =
        Files.writeString(folder.resolve("sandbox.pem"), running.sandbox.tlsCertificatePem());
    running.admin.name(ANA, "Ana Maria");
    running.admin.name(DORA, "Dora");
    running.admin.name(EVE, "Eve");
    running.admin.contacts(ANA, contacts(DORA, "Dora Dias", EVE, "Eve Elias"));
    running.admin.write(DORA, ANA, "before there was a companion");
    until(() -> texts(ANA).contains("before there was a companion"));
    ana = BaileysClient.startWithHistory(url(), folder.resolve("ana"), certificate);
    running.admin.scan(ana.hear("qr").getString("qr"), ANA);
    ana.hear("open", said -> said.getJsonObject("me") != null);
    ana.hear("caught-up");
    long start = System.nanoTime();
    running.admin.write(DORA, ANA, "the first one");
    ana.hear("message", text("the first one"));
    firstMessage = Duration.ofNanos(System.nanoTime() - start);
    anasHistory = ana.hear("history", said -> said.getInteger("syncType") == 0);
  }

  @AfterAll
  static void stop() {
    ana.close();
    running.close();
  }

  @AfterEach
  void everythingWasReadAndNoMessageKeyWasUsedTwice() {
    for (String phone : List.of(ANA, DORA, EVE)) {
      running.admin.behave(phone, QUIET);
    }
    until(() -> running.admin.device(ANA).getInteger("waiting") == 0);
    assertEquals(0, running.admin.accounts().getInteger("counterReuse"));
    assertEquals(0, running.admin.accounts().getJsonObject("messages").getLong("unreadable"));
    assertEquals(0, running.admin.inbox(DORA).getInteger("repeated"));
  }

  @Test
  void historyArrivesSoThatTheFirstMessageIsSeenAtOnce() {
    assertTrue(firstMessage.compareTo(Duration.ofSeconds(3)) < 0, firstMessage.toString());
    var texts =
        anasHistory.getJsonArray("messages").stream()
            .map(message -> ((JsonObject) message).getString("text"))
            .toList();
    assertEquals(List.of("before there was a companion"), texts);
    var names =
        anasHistory.getJsonArray("contacts").stream()
            .map(contact -> ((JsonObject) contact).getString("name"))
            .toList();
    assertEquals(List.of("Dora Dias", "Eve Elias"), names);
  }

  @Test
  void pushNamesArrive() {
    var names = ana.hear("history", said -> said.getInteger("syncType") == 4);
    assertTrue(names.getJsonArray("contacts").encode().contains("\"notify\":\"Dora\""));
  }

  @Test
  void theOwnNameAndContactNamesArriveByAppStateAndSoDoChanges() {
    ana.hear("own-name", said -> "Ana Maria".equals(said.getString("name")));
    ana.hear("contact", named(DORA, "Dora Dias"));
    running.admin.contacts(ANA, contacts(DORA, "Dora Duarte", EVE, "Eve Elias"));
    ana.hear("contact", named(DORA, "Dora Duarte"));
    running.admin.contacts(ANA, contacts(DORA, "Dora Dantas"));
    ana.hear("contact", named(DORA, "Dora Dantas"));
    running.admin.name(ANA, "Ana M.");
    ana.hear("own-name", said -> "Ana M.".equals(said.getString("name")));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aPhoneAnswersWithAnEchoAndSaysThatItHasRead(boolean hidden) {
    running.admin.behave(
        DORA, new JsonObject().put("answer", "echo").put("read", true).put("delayMillis", 50));
    String dora = hidden ? lid(DORA) : DORA + "@s.whatsapp.net";
    for (int i = 0; i < 3; i++) {
      String said = "echo " + hidden + i;
      var sent = ana.sendText(dora, said);
      ana.hear("update", status(sent, DELIVERED));
      ana.hear("update", status(sent, READ));
      var echo = ana.hear("message", text(said).and(fromMe(false)));
      assertEquals("Dora", echo.getString("pushName"));
      until(() -> texts(DORA).contains(said));
      until(() -> echoOf(echo).getString("state").equals("delivered"));
      ana.call("readMessages", new JsonArray().add(echo.getJsonObject("key")));
      until(() -> echoOf(echo).getString("state").equals("read"));
    }
  }

  private static JsonObject echoOf(JsonObject echo) {
    return sent(DORA, echo.getJsonObject("key").getString("id"));
  }

  @Test
  void aPhoneIsSeenToType() {
    running.admin.behave(
        DORA, new JsonObject().put("answer", "typing-echo").put("delayMillis", 300));
    ana.call("presenceSubscribe", lid(DORA));
    ana.sendText(lid(DORA), "type");
    ana.hear("presence", said -> said.encode().contains("composing"));
    ana.hear("message", text("type").and(fromMe(false)));
  }

  @Test
  void theOwnPhoneSeesWhatTheCompanionWritesAndTheOtherWayRound() {
    ana.sendText(lid(DORA), "from the companion");
    until(() -> texts(ANA).contains("from the companion"));
    var own = messages(ANA).stream().filter(text("from the companion")).findFirst().orElseThrow();
    assertTrue(own.getBoolean("fromMe"));
    assertEquals(lid(DORA), own.getString("chat"));
    running.admin.write(ANA, DORA, "from the phone");
    var seen = ana.hear("message", text("from the phone"));
    assertTrue(seen.getJsonObject("key").getBoolean("fromMe"));
    assertEquals(lid(DORA), seen.getJsonObject("key").getString("remoteJid"));
    until(() -> texts(DORA).contains("from the phone"));
  }

  @Test
  void aPhoneThatIsOffReadsWhenItIsOnAgain() {
    running.admin.behave(DORA, new JsonObject().put("online", false));
    var sent = ana.sendText(lid(DORA), "while it was off");
    ana.sendText(lid(EVE), "while the other was on");
    until(() -> texts(EVE).contains("while the other was on"));
    assertFalse(texts(DORA).contains("while it was off"));
    running.admin.behave(DORA, new JsonObject().put("online", true));
    ana.hear("update", status(sent, DELIVERED));
    assertTrue(texts(DORA).contains("while it was off"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"lid", "pn"})
  void phonesTalkInAGroup(String addressing) {
    running.admin.post("/admin/groups", new JsonObject().put("addressing", addressing).encode());
    running.admin.behave(EVE, new JsonObject().put("answer", "echo").put("read", true));
    var members = new JsonArray().add(lid(DORA)).add(lid(EVE));
    var made =
        (JsonObject) Objects.requireNonNull(ana.call("groupCreate", "Trip " + addressing, members));
    String group = made.getString("id");
    for (int i = 0; i < 3; i++) {
      String said = "to all " + addressing + i;
      var sent = ana.sendText(group, said);
      ana.hear(
          "group-receipt",
          update ->
              sent.getString("id").equals(update.getString("id"))
                  && update
                      .getString("userJid")
                      .startsWith(addressing.equals("lid") ? user(EVE) : EVE)
                  && update.getValue("readTimestamp") != null);
      ana.hear("message", in(group, said).and(fromMe(false)));
      until(() -> messages(DORA).stream().filter(text(said)).count() == 2);
    }
    ana.call("groupParticipantsUpdate", group, new JsonArray().add(lid(DORA)), "remove");
    String later = running.admin.write(EVE, group, "without her " + addressing);
    ana.hear("message", in(group, "without her " + addressing));
    until(() -> !sent(EVE, later).getString("state").equals("sent"));
    assertFalse(texts(DORA).contains("without her " + addressing));
  }

  @Test
  void whoLostARatchetWithAPhoneGetsTheMessageAgain() {
    var forget = new JsonArray().add(DORA + "@s.whatsapp.net").add(lid(DORA));
    ana.sendText(lid(DORA), "while all is well");
    until(() -> texts(DORA).contains("while all is well"));
    ana.tell(new JsonObject().put("do", "forget").put("jids", forget));
    ana.hear("forgotten");
    running.admin.write(DORA, ANA, "can you read this");
    ana.hear("message", text("can you read this"));
  }

  @Test
  void aPhoneThatWasSetUpAnewIsWrittenToUnderItsNewIdentity() {
    ana.sendText(lid(EVE), "to the old phone");
    until(() -> texts(EVE).contains("to the old phone"));
    running.admin.reinstall(EVE);
    ana.sendText(lid(EVE), "to the new phone");
    until(() -> texts(EVE).contains("to the new phone"));
    running.admin.write(EVE, ANA, "from the new phone");
    ana.hear("message", text("from the new phone"));
  }

  @Test
  void thePhoneUploadsMediaAgain() {
    byte[] picture = {1, 2, 3, 4, 5};
    var content =
        new JsonObject()
            .put(
                "document",
                new JsonObject().put("base64", Base64.getEncoder().encodeToString(picture)))
            .put("mimetype", "application/x-test")
            .put("fileName", "five");
    ana.send(lid(DORA), content);
    until(() -> messages(DORA).stream().anyMatch(it -> it.getString("kind").equals("document")));
    try (var laptop = BaileysClient.startWithHistory(url(), folder.resolve("dora"), certificate)) {
      running.admin.scan(laptop.hear("qr").getString("qr"), DORA);
      laptop.hear("history");
      var sent = ana.send(lid(DORA), content);
      String id = sent.getString("id");
      laptop.hear("message", said -> id.equals(said.getJsonObject("key").getString("id")));
      running.admin.post("/admin/media/expire", "");
      laptop.tell(new JsonObject().put("do", "download").put("id", id).put("again", true));
      assertArrayEquals(
          picture, Base64.getDecoder().decode(laptop.hear("media").getString("base64")));
    }
  }

  @Test
  void thePhoneHandsOutMessagesAgainAndOlderOnes() {
    String first = running.admin.write(DORA, ANA, "one for later");
    var got = ana.hear("message", text("one for later"));
    ana.call("requestPlaceholderResend", got.getJsonObject("key"));
    var again = ana.hear("message", text("one for later"));
    assertEquals(first, again.getJsonObject("key").getString("id"));
    running.admin.write(DORA, ANA, "the newest");
    var newest = ana.hear("message", text("the newest")).getJsonObject("key");
    ana.call("fetchMessageHistory", 1, newest, System.currentTimeMillis());
    var older = ana.hear("history", said -> said.getInteger("syncType") == 6);
    assertEquals(
        "one for later", older.getJsonArray("messages").getJsonObject(0).getString("text"));
  }

  @Test
  void aSecondCompanionIsGreetedAsWellAndWritesAtOnce() {
    try (var laptop =
        BaileysClient.startWithHistory(url(), folder.resolve("laptop"), certificate)) {
      running.admin.scan(laptop.hear("qr").getString("qr"), ANA);
      laptop.hear("history");
      laptop.hear("contact", said -> said.getString("name", "").startsWith("Dora"));
      laptop.sendText(lid(DORA), "from the laptop");
      ana.hear("message", text("from the laptop"));
      until(
          () -> texts(DORA).contains("from the laptop") && texts(ANA).contains("from the laptop"));
      running.admin.write(DORA, ANA, "to both");
      ana.hear("message", text("to both"));
      laptop.hear("message", text("to both"));
    }
  }

  @Test
  void historyAndAppStateArriveAsFilesToo() {
    String host = URI.create(running.sandbox.secureWebSocketUrl()).getAuthority();
    running.admin.name(FAY, "Fay");
    running.admin.contacts(FAY, contacts(DORA, "Dora as a file", EVE, "Eve as a file"));
    running.admin.behave(FAY, new JsonObject().put("files", "on"));
    running.admin.write(DORA, FAY, "in a file");
    until(() -> texts(FAY).contains("in a file"));
    try (var laptop =
        BaileysClient.startWithFiles(url(), folder.resolve("fay"), certificate, host)) {
      running.admin.scan(laptop.hear("qr").getString("qr"), FAY);
      var history = laptop.hear("history", said -> said.getInteger("syncType") == 0);
      assertTrue(history.encode().contains("in a file"), history.encode());
      var names = laptop.hear("history", said -> said.getInteger("syncType") == 4);
      assertTrue(names.getJsonArray("contacts").encode().contains("\"notify\":\"Dora\""));
      laptop.hear("own-name", said -> "Fay".equals(said.getString("name")));
      laptop.hear("contact", named(DORA, "Dora as a file"));
      running.admin.contacts(FAY, contacts(DORA, "Dora outside", EVE, "Eve as a file"));
      laptop.hear("contact", named(DORA, "Dora outside"));
    }
  }

  private static JsonArray contacts(String... phonesAndNames) {
    var contacts = new JsonArray();
    for (int i = 0; i < phonesAndNames.length; i += 2) {
      contacts.add(
          new JsonObject().put("phone", phonesAndNames[i]).put("name", phonesAndNames[i + 1]));
    }
    return contacts;
  }

  private static Predicate<JsonObject> named(String phone, String name) {
    return said ->
        said.getString("id", "").startsWith(phone) && name.equals(said.getString("name"));
  }

  private static List<JsonObject> messages(String phone) {
    return running.admin.inbox(phone).getJsonArray("messages").stream()
        .map(JsonObject.class::cast)
        .toList();
  }

  private static List<String> texts(String phone) {
    return messages(phone).stream().map(it -> it.getString("text", "")).toList();
  }

  private static JsonObject sent(String phone, String id) {
    return running.admin.sent(phone).stream()
        .filter(it -> it.getString("id").equals(id))
        .findFirst()
        .orElseThrow();
  }

  private static String user(String phone) {
    return running.admin.account(phone).getString("lid");
  }

  private static String lid(String phone) {
    return user(phone) + "@lid";
  }

  private static Predicate<JsonObject> text(String text) {
    return said -> text.equals(said.getString("text"));
  }

  private static Predicate<JsonObject> in(String chat, String text) {
    return text(text).and(said -> chat.equals(said.getJsonObject("key").getString("remoteJid")));
  }

  private static Predicate<JsonObject> fromMe(boolean me) {
    return said -> said.getJsonObject("key").getBoolean("fromMe") == me;
  }

  private static Predicate<JsonObject> status(JsonObject key, int status) {
    return said ->
        key.getString("id").equals(said.getString("id"))
            && Objects.equals(status, said.getInteger("status"));
  }

  private static String url() {
    return running.sandbox.webSocketUrl();
  }

  private static void until(BooleanSupplier condition) {
    long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (!condition.getAsBoolean()) {
      assertTrue(System.nanoTime() < end, () -> running.admin.accounts().encode());
      LockSupport.parkNanos(20_000_000);
    }
  }
}
