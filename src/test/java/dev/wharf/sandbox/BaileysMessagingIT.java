package dev.wharf.sandbox;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
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
 * Unmodified Baileys clients that exchange messages with each other through the sandbox: Ana with
 * two devices, Bea and Cid with one each.
 */
class BaileysMessagingIT {

  private static final int DELIVERED = 3;
  private static final int READ = 4;

  private static Running running;
  private static Path certificate;
  private static Path beasFolder;
  private static Person ana;
  private static Person bea;
  private static Person cid;
  private static BaileysClient anasLaptop;

  /** Somebody, on the first device. */
  private record Person(BaileysClient client, String phone, String lid) {
    String byPhone() {
      return phone + "@s.whatsapp.net";
    }

    String byLid() {
      return lid + "@lid";
    }
  }

  @BeforeAll
  static void start(@TempDir Path folder) throws Exception {
    BaileysClient.install();
    running = Running.ephemeral();
    certificate =
        Files.writeString(folder.resolve("sandbox.pem"), running.sandbox.tlsCertificatePem());
    beasFolder = folder.resolve("bea");
    var anas = connect(folder.resolve("ana"), "Ana");
    var beas = connect(beasFolder, "Bea");
    var cids = connect(folder.resolve("cid"), "Cid");
    anasLaptop = connect(folder.resolve("laptop"), "Ana");
    ana = pair(anas);
    bea = pair(beas);
    cid = pair(cids);
    pair(anasLaptop);
  }

  @AfterAll
  static void stop() {
    for (var client : List.of(ana.client, bea.client, cid.client, anasLaptop)) {
      client.close();
    }
    running.close();
  }

  @AfterEach
  void nothingWaitsAndNoMessageKeyWasUsedTwice() {
    until(
        () ->
            running.admin.accounts().getJsonArray("accounts").stream()
                .flatMap(account -> ((JsonObject) account).getJsonArray("devices").stream())
                .allMatch(device -> ((JsonObject) device).getInteger("waiting") == 0));
    assertEquals(0, running.admin.accounts().getInteger("counterReuse"));
    assertEquals(0, counted("unreadable"));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void textGoesBothWaysAndIsSeenToBeDeliveredAndRead(boolean hidden) {
    var sent = ana.client.sendText(hidden ? bea.byLid() : bea.byPhone(), "hello " + hidden);
    var got = bea.client.hear("message", text("hello " + hidden));
    assertEquals("notify", got.getString("type"));
    assertEquals("Ana", got.getString("pushName"));
    assertFalse(got.getJsonObject("key").getBoolean("fromMe"));
    ana.client.hear("update", status(sent, DELIVERED));
    bea.client.call("readMessages", new JsonArray().add(got.getJsonObject("key")));
    ana.client.hear("update", status(sent, READ));
    var back = bea.client.sendText(hidden ? ana.byLid() : ana.byPhone(), "welcome " + hidden);
    var answer = ana.client.hear("message", text("welcome " + hidden));
    anasLaptop.hear("message", text("welcome " + hidden));
    bea.client.hear("update", status(back, DELIVERED));
    ana.client.call("readMessages", new JsonArray().add(answer.getJsonObject("key")));
    bea.client.hear("update", status(back, READ));
  }

  @Test
  void theOtherDeviceOfTheSenderSeesWhatWasSentAndToWhom() {
    ana.client.sendText(bea.byPhone(), "from the phone");
    var echo = anasLaptop.hear("message", text("from the phone")).getJsonObject("key");
    assertTrue(echo.getBoolean("fromMe"));
    assertTrue(echo.getString("remoteJid").startsWith(bea.phone), echo.encode());
    anasLaptop.sendText(bea.byLid(), "from the laptop");
    var other = ana.client.hear("message", text("from the laptop")).getJsonObject("key");
    assertTrue(other.getBoolean("fromMe"));
    assertTrue(other.getString("remoteJid").startsWith(bea.lid), other.encode());
    bea.client.hear("message", text("from the laptop"));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void messagesAreQuotedReactedToEditedAndDeletedBothWays(boolean back) {
    Person writer = back ? bea : ana;
    Person reader = back ? ana : bea;
    var sent = writer.client.sendText(reader.byPhone(), "how are you " + back);
    var got = reader.client.hear("message", text("how are you " + back)).getJsonObject("key");
    String id = sent.getString("id");
    reader.client.tell(
        new JsonObject()
            .put("do", "send")
            .put("jid", writer.byPhone())
            .put("content", new JsonObject().put("text", "fine " + back))
            .put("quoted", got.getString("id")));
    reader.client.hear("sent");
    var quoted = writer.client.hear("message", text("fine " + back)).getJsonObject("quoted");
    assertEquals(id, quoted.getString("id"));
    assertEquals("how are you " + back, quoted.getString("text"));
    var reaction = new JsonObject().put("text", "👍").put("key", got);
    reader.client.send(writer.byPhone(), new JsonObject().put("react", reaction));
    assertEquals("👍", writer.client.hear("reaction", id(id)).getString("text"));
    writer.client.send(
        reader.byPhone(), new JsonObject().put("text", "how were you").put("edit", sent));
    reader.client.hear("update", id(id).and(text("how were you")));
    writer.client.send(reader.byPhone(), new JsonObject().put("delete", sent));
    reader.client.hear("update", id(id).and(update -> update.getBoolean("deleted")));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void pollsArriveBothWays(boolean back) {
    Person asker = back ? bea : ana;
    Person asked = back ? ana : bea;
    var poll =
        new JsonObject()
            .put("name", "Where? " + back)
            .put("values", new JsonArray().add("Here").add("There"))
            .put("selectableCount", 1);
    asker.client.send(asked.byPhone(), new JsonObject().put("poll", poll));
    var got = asked.client.hear("message", text("Where? " + back));
    assertEquals(new JsonArray().add("Here").add("There"), got.getJsonArray("options"));
  }

  @Test
  void imagesGoBothWaysThroughTheMediaServer() {
    byte[] image = TestCompanion.bytes(70_000);
    ana.client.send(bea.byPhone(), image(image, "look"));
    assertArrayEquals(image, download(bea.client, "look"));
    assertArrayEquals(image, download(anasLaptop, "look"));
    bea.client.send(ana.byLid(), image(image, "see"));
    assertArrayEquals(image, download(ana.client, "see"));
  }

  private static JsonObject image(byte[] bytes, String caption) {
    String base64 = Base64.getEncoder().encodeToString(bytes);
    return new JsonObject()
        .put("image", new JsonObject().put("base64", base64))
        .put("caption", caption)
        .put("mimetype", "image/png")
        .put("jpegThumbnail", "");
  }

  private static byte[] download(BaileysClient client, String caption) {
    var got = client.hear("message", text(caption));
    client.tell(
        new JsonObject().put("do", "download").put("id", got.getJsonObject("key").getString("id")));
    return Base64.getDecoder().decode(client.hear("media").getString("base64"));
  }

  @Test
  void whatIsSentToSomebodyOfflineArrivesInOrderWhenTheyAreBack() {
    ana.client.sendText(bea.byPhone(), "before");
    bea.client.hear("message", text("before"));
    bea.client.close();
    until(() -> !running.admin.device(bea.phone).getBoolean("connected"));
    long accepted = counted("accepted");
    var first = ana.client.sendText(bea.byPhone(), "offline 1");
    ana.client.sendText(bea.byPhone(), "offline 2");
    var last = ana.client.sendText(bea.byPhone(), "offline 3");
    until(() -> counted("accepted") == accepted + 3);
    // Baileys gives a privacy token along with them, which waits too.
    assertTrue(running.admin.device(bea.phone).getInteger("waiting") >= 3);
    assertFalse(ana.client.hasSaid("update", status(first, DELIVERED)));
    bea = new Person(connect(beasFolder, "Bea"), bea.phone, bea.lid);
    Predicate<JsonObject> queued = said -> said.getString("text", "").startsWith("offline ");
    for (int i = 1; i <= 3; i++) {
      assertEquals("offline " + i, bea.client.hear("message", queued).getString("text"));
    }
    bea.client.hear("open");
    available(bea.client);
    bea.client.call("readMessages", new JsonArray().add(received(first)).add(received(last)));
    ana.client.hear("update", status(first, READ));
    ana.client.hear("update", status(last, READ));
  }

  private static JsonObject received(JsonObject sent) {
    return new JsonObject()
        .put("remoteJid", ana.byPhone())
        .put("fromMe", false)
        .put("id", sent.getString("id"));
  }

  @Test
  void whoLostARatchetAsksAndGetsTheMessageAgain() {
    ana.client.sendText(bea.byPhone(), "while all is well");
    bea.client.hear("message", text("while all is well"));
    bea.client.sendText(ana.byPhone(), "now both have answered");
    ana.client.hear("message", text("now both have answered"));
    long retries = counted("retries");
    bea.client.tell(
        new JsonObject()
            .put("do", "forget")
            .put(
                "jids",
                new JsonArray().add(ana.phone + ":1@s.whatsapp.net").add(ana.lid + ":1@lid")));
    bea.client.hear("forgotten");
    var sent = ana.client.sendText(bea.byPhone(), "can you read this");
    bea.client.hear("message", text("can you read this"));
    assertTrue(counted("retries") > retries);
    ana.client.hear("update", status(sent, DELIVERED));
  }

  @ParameterizedTest
  @ValueSource(strings = {"lid", "pn"})
  void aGroupOfThreeChangesItsMembersAndTalks(String addressing) {
    running.admin.post("/admin/groups", new JsonObject().put("addressing", addressing).encode());
    var made =
        (JsonObject)
            Objects.requireNonNull(
                ana.client.call(
                    "groupCreate", "Trip " + addressing, new JsonArray().add(bea.byPhone())));
    String group = made.getString("id");
    assertEquals(addressing, made.getString("addressingMode"));
    bea.client.hear("group", said -> said.getJsonObject("group").getString("id").equals(group));
    anasLaptop.hear("group", said -> said.getJsonObject("group").getString("id").equals(group));
    var sent = ana.client.sendText(group, "two of us");
    var got = bea.client.hear("message", in(group, "two of us")).getJsonObject("key");
    assertTrue(
        got.getString("participant").startsWith(addressing.equals("lid") ? ana.lid : ana.phone));
    anasLaptop.hear("message", in(group, "two of us"));
    ana.client.hear("group-receipt", id(sent.getString("id")).and(by(bea, "receiptTimestamp")));
    bea.client.call("readMessages", new JsonArray().add(got));
    ana.client.hear("group-receipt", id(sent.getString("id")).and(by(bea, "readTimestamp")));
    addsCid(group);
    resendsToWhoLostTheSenderKey(group, addressing);
    removesBea(group);
    renamesAndInvites(group);
  }

  private static void addsCid(String group) {
    ana.client.call("groupParticipantsUpdate", group, new JsonArray().add(cid.byPhone()), "add");
    cid.client.hear("group", said -> said.getJsonObject("group").getString("id").equals(group));
    bea.client.hear("members", id(group).and(said -> said.getString("action").equals("add")));
    cid.client.sendText(group, "three of us");
    for (var client : List.of(ana.client, anasLaptop, bea.client)) {
      client.hear("message", in(group, "three of us"));
    }
    bea.client.sendText(group, "so we are");
    for (var client : List.of(ana.client, anasLaptop, cid.client)) {
      client.hear("message", in(group, "so we are"));
    }
  }

  private static void resendsToWhoLostTheSenderKey(String group, String addressing) {
    long retries = counted("retries");
    // Baileys marks hidden ids with their kind of domain.
    String user = addressing.equals("lid") ? ana.lid + "_1" : ana.phone;
    bea.client.tell(
        new JsonObject()
            .put("do", "forget-sender")
            .put("group", group)
            .put("user", user)
            .put("device", 1));
    bea.client.hear("forgotten");
    ana.client.sendText(group, "can all read this");
    cid.client.hear("message", in(group, "can all read this"));
    bea.client.hear("message", in(group, "can all read this"));
    assertTrue(counted("retries") > retries);
  }

  private static void removesBea(String group) {
    ana.client.call("groupParticipantsUpdate", group, new JsonArray().add(bea.byLid()), "remove");
    for (var client : List.of(bea.client, cid.client, anasLaptop)) {
      client.hear("members", id(group).and(said -> said.getString("action").equals("remove")));
    }
    ana.client.sendText(group, "without her");
    cid.client.hear("message", in(group, "without her"));
    var later = ana.client.sendText(bea.byPhone(), "you were removed").getString("id");
    bea.client.hear("message", said -> said.getJsonObject("key").getString("id").equals(later));
    assertFalse(bea.client.hasSaid("message", in(group, "without her")));
  }

  private static void renamesAndInvites(String group) {
    ana.client.call("groupUpdateSubject", group, "Journey");
    cid.client.hear(
        "group-update",
        said ->
            said.getJsonObject("group").getString("id").equals(group)
                && "Journey".equals(said.getJsonObject("group").getString("subject")));
    var code = Objects.requireNonNull(ana.client.call("groupInviteCode", group));
    assertEquals(group, bea.client.call("groupAcceptInvite", code));
    bea.client.sendText(group, "back again");
    ana.client.hear("message", in(group, "back again"));
    cid.client.hear("message", in(group, "back again"));
    bea.client.call("groupLeave", group);
    cid.client.hear("members", id(group).and(said -> said.getString("action").equals("remove")));
    var left = (JsonObject) Objects.requireNonNull(ana.client.call("groupMetadata", group));
    assertEquals(2, left.getInteger("size"));
  }

  private static Predicate<JsonObject> in(String chat, String text) {
    return text(text).and(said -> chat.equals(said.getJsonObject("key").getString("remoteJid")));
  }

  private static Predicate<JsonObject> by(Person person, String what) {
    var names = List.of(person.byLid(), person.byPhone());
    return said -> names.contains(said.getString("userJid")) && said.getValue(what) != null;
  }

  private static Predicate<JsonObject> text(String text) {
    return said -> text.equals(said.getString("text"));
  }

  private static Predicate<JsonObject> id(String id) {
    return said -> id.equals(said.getString("id"));
  }

  private static Predicate<JsonObject> status(JsonObject key, int status) {
    return id(key.getString("id")).and(said -> Objects.equals(status, said.getInteger("status")));
  }

  private static long counted(String what) {
    return running.admin.accounts().getJsonObject("messages").getLong(what);
  }

  private static void until(BooleanSupplier condition) {
    long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (!condition.getAsBoolean()) {
      assertTrue(System.nanoTime() < end, () -> running.admin.accounts().encode());
      LockSupport.parkNanos(20_000_000);
    }
  }

  private static BaileysClient connect(Path folder, String pushName) {
    return BaileysClient.start(running.sandbox.webSocketUrl(), folder, pushName, certificate);
  }

  /** Baileys does that itself, but says nothing; before, what it receives is not «delivered». */
  private static void available(BaileysClient client) {
    client.call("sendPresenceUpdate", "available");
  }

  private static Person pair(BaileysClient client) {
    var place = running.admin.scan(client.hear("qr").getString("qr"));
    client.hear("open");
    client.hear("caught-up");
    available(client);
    return new Person(client, place.getString("phone"), place.getString("lid"));
  }
}
