package dev.wharf.sandbox;

import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import dev.wharf.SandboxResource;
import dev.wharf.TestDatabase;
import dev.wharf.account.AccountBoard;
import dev.wharf.account.Accounts;
import dev.wharf.account.NewAccount;
import dev.wharf.event.Qr;
import dev.wharf.identity.AccountId;
import dev.wharf.identity.MessageId;
import dev.wharf.messaging.MessageFiles;
import dev.wharf.messaging.content.FilePlace;
import dev.wharf.messaging.media.MediaEncryptor;
import dev.wharf.messaging.spool.MediaConfig;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.PemTrustOptions;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Files between an unmodified Baileys client and Wharf, through the sandbox's media server: what
 * arrives has the bytes that were sent, however it was given to Wharf.
 */
@QuarkusTest
@TestProfile(SandboxProfile.class)
@QuarkusTestResource(TestDatabase.class)
@QuarkusTestResource(SandboxResource.class)
class WharfMediaIT {

  /** A key that the test knows, and leave to fetch files from it. */
  private static final String KEY = SandboxProfile.KEY;

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int LARGE = 30 << 20;

  @Inject Accounts accounts;
  @Inject AccountBoard board;
  @Inject MessageFiles files;
  @Inject MediaConfig config;
  @Inject Vertx vertx;

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
  void nothingIsLeftBehind() throws IOException {
    bea.close();
    await(accounts.delete(id));
    sandbox.close();
    try (var unfinished = Files.list(config.folder().resolve("unfinished"))) {
      assertEquals(0, unfinished.count());
    }
  }

  @Test
  void filesOfAllOriginsArriveAsTheyWere() throws Exception {
    byte[] image = png(640, 480, 70_000);
    JsonPath upload = upload("image/png", "", image).statusCode(201).extract().jsonPath();
    assertEquals(image.length, upload.getInt("size"));
    assertEquals(640, upload.getInt("width"));
    var byUpload = new JsonObject().put("uploadId", upload.getString("uploadId"));
    String first = send("image", "look", byUpload);
    assertArrayEquals(image, downloaded("imageMessage", "look"));
    send("image", "again", byUpload);
    assertArrayEquals(image, downloaded("imageMessage", "again"));
    untilState(first, "delivered");

    byte[] voice = bytes(33_333);
    var inline =
        new JsonObject()
            .put("base64", Base64.getEncoder().encodeToString(voice))
            .put("mimetype", "audio/ogg; codecs=opus")
            .put("seconds", 3);
    send("voice", null, inline);
    assertArrayEquals(voice, downloaded("audioMessage", null));

    byte[] document = bytes(1_000_000);
    var server = serving(document);
    try {
      var byUrl =
          new JsonObject()
              .put("url", "http://127.0.0.1:" + server.getAddress().getPort() + "/file.pdf")
              .put("fileName", "file.pdf");
      send("document", null, byUrl);
      assertArrayEquals(document, downloaded("documentMessage", null));
    } finally {
      server.stop(0);
    }
    fetch(first)
        .statusCode(200)
        .header("Content-Type", "image/png")
        .header("Content-Length", Integer.toString(image.length));
  }

  @Test
  void aFileThatCameIsServedOnlyIfItIsWhatWasSent() throws Exception {
    byte[] image = png(20, 10, 50_000);
    String whole = received(image, "see");
    byte[] got =
        fetch(whole)
            .statusCode(200)
            .header("Content-Type", "image/png")
            .header(
                "Content-Disposition",
                "attachment; filename=\"" + whole + ".png\"; filename*=UTF-8''" + whole + ".png")
            .header("X-Content-Type-Options", "nosniff")
            .extract()
            .asByteArray();
    assertArrayEquals(image, got);
    removeFromWhatsApp(whole);
    assertArrayEquals(image, fetch(whole).statusCode(200).extract().asByteArray());

    String corrupt = received(png(21, 10, 50_000), "corrupt");
    String other = received(png(22, 10, 50_000), "other");
    await(
        files.moved(
            id, new MessageId(corrupt), false, new FilePlace(Optional.empty(), path(other))));
    fetch(corrupt).statusCode(502).body("code", equalTo("media_corrupt"));

    removeFromWhatsApp(other);
    fetch(other).statusCode(404).body("code", equalTo("media_gone"));
    String text = bea.sendText(phone + "@s.whatsapp.net", "just text").getString("id");
    until("text", () -> given().get(at("/messages/" + text)).statusCode() == 200);
    fetch(text).statusCode(404).body("code", equalTo("media_none"));
  }

  @Test
  void thePhoneUploadsAgainWhatWhatsAppHasNoMore() {
    byte[] image = png(30, 10, 50_000);
    String message = received(image, "lost");
    String before = path(message);
    sandbox.post("/admin/media/expire", "");
    assertArrayEquals(image, fetch(message).statusCode(200).extract().asByteArray());
    assertNotEquals(before, path(message), "the message says where it is now");

    byte[] own = png(31, 10, 20_000);
    var upload = upload("image/png", "", own).statusCode(201).extract().jsonPath();
    String sent =
        send("image", "mine", new JsonObject().put("uploadId", upload.getString("uploadId")));
    untilState(sent, "delivered");
    forget(own);
    sandbox.post("/admin/media/expire", "");
    assertArrayEquals(own, fetch(sent).statusCode(200).extract().asByteArray());
  }

  @Test
  void aPhoneThatIsOffSaysLaterWhereAFileIs() {
    byte[] image = png(32, 10, 50_000);
    String message = received(image, "lost");
    until("on the phone too", () -> sandbox.inbox(phone).encode().contains(message));
    sandbox.behave(phone, new JsonObject().put("online", false));
    sandbox.post("/admin/media/expire", "");
    fetch(message).statusCode(404).body("code", equalTo("media_expired"));
    String before = path(message);
    sandbox.behave(phone, new JsonObject().put("online", true));
    until("moved", () -> !before.equals(path(message)));
    assertArrayEquals(image, fetch(message).statusCode(200).extract().asByteArray());
  }

  @Test
  void thePhoneCanBeAskedBeforeAFileIsFetched() {
    byte[] image = png(33, 10, 50_000);
    String message = received(image, "lost");
    var nowhere = new FilePlace(Optional.empty(), "/v/t62.7118-24/nowhere");
    await(files.moved(id, new MessageId(message), false, nowhere));
    given().post(at("/messages/" + message + "/media/request")).then().statusCode(202);
    until("moved", () -> !path(message).endsWith("nowhere"));
    assertArrayEquals(image, fetch(message).statusCode(200).extract().asByteArray());
  }

  /** It is in no spool any more. */
  private void forget(byte[] image) {
    try (var all = Files.list(config.folder().resolve("out"))) {
      for (Path file : all.filter(it -> isOf(it, image.length)).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static boolean isOf(Path file, int size) {
    return file.toFile().length() == MediaEncryptor.fileSize(size);
  }

  @Test
  void aLargeDocumentGoesThroughPieceByPiece() throws Exception {
    byte[] document = bytes(LARGE);
    String uploadId;
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), RestAssured.port)) {
      OutputStream out = socket.getOutputStream();
      out.write(
          ("POST "
                  + at("/media")
                  + "?type=document HTTP/1.1\r\nHost: localhost\r\nX-Api-Key: "
                  + KEY
                  + "\r\nContent-Type: application/pdf\r\nConnection: close\r\nContent-Length: "
                  + LARGE
                  + "\r\n\r\n")
              .getBytes(StandardCharsets.US_ASCII));
      out.write(document, 0, LARGE / 2);
      out.flush();
      until("half of it in the spool", () -> unfinished() > LARGE / 2 - (1 << 20));
      out.write(document, LARGE / 2, LARGE - LARGE / 2);
      out.flush();
      String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertTrue(answer.startsWith("HTTP/1.1 201"), answer);
      uploadId =
          new JsonObject(answer.substring(answer.indexOf('{'), answer.lastIndexOf('}') + 1))
              .getString("uploadId");
    }
    String sent = send("document", null, new JsonObject().put("uploadId", uploadId));
    byte[] hash = MessageDigest.getInstance("SHA-256").digest(document);
    assertEquals(
        HexFormat.of().formatHex(hash), download("documentMessage", null).getString("sha256"));
    assertArrayEquals(document, fetch(sent).statusCode(200).extract().asByteArray());
  }

  @Test
  void whatWasAcceptedBeforeARestartIsUploadedAfterIt() throws Exception {
    byte[] image = png(5, 5, 5_000);
    var upload = upload("image/png", "", image).statusCode(201).extract().jsonPath();
    // While the link is down nothing can be uploaded; all that is left of it is what is stored.
    given().post(at("/reconnect")).then().statusCode(202);
    String sent =
        send("image", "later", new JsonObject().put("uploadId", upload.getString("uploadId")));
    assertArrayEquals(image, downloaded("imageMessage", "later"));
    untilState(sent, "delivered");
  }

  @Test
  void whatCannotBeSentIsRefused() {
    upload("image/png", "?type=document", new byte[0])
        .statusCode(422)
        .body("code", equalTo("media_empty"));
    upload("text/html", "?type=image", bytes(10))
        .statusCode(422)
        .body("code", equalTo("mimetype_mismatch"));
    upload("image/png", "?type=hologram", bytes(10)).statusCode(400);
    upload("image/webp", "?type=sticker", bytes(2 << 20))
        .statusCode(413)
        .body("code", equalTo("media_too_large"));
    String image = upload("image/png", "", bytes(10)).statusCode(201).extract().path("uploadId");
    order("video", new JsonObject().put("uploadId", image))
        .statusCode(422)
        .body("code", equalTo("upload_type_mismatch"));
    order("image", new JsonObject().put("uploadId", "none"))
        .statusCode(422)
        .body("code", equalTo("upload_unknown"));
    order("image", new JsonObject().put("mimetype", "image/png")).statusCode(422);
    order("image", new JsonObject().put("mimetype", "image/png").put("base64", "a=bc"))
        .statusCode(422)
        .body("code", equalTo("base64_invalid"));
    order(
            "image",
            new JsonObject().put("mimetype", "image/png").put("base64", "A".repeat(7_100_000)))
        .statusCode(413)
        .body("code", equalTo("media_too_large"));
    order("image", new JsonObject().put("url", "http://127.0.0.1:1/x"))
        .statusCode(422)
        .body("code", equalTo("media_fetch_failed"));
  }

  private long unfinished() {
    try (var all = Files.list(config.folder().resolve("unfinished"))) {
      return all.mapToLong(file -> file.toFile().length()).max().orElse(0);
    } catch (IOException e) {
      return 0;
    }
  }

  private String received(byte[] image, String caption) {
    var content =
        new JsonObject()
            .put("image", new JsonObject().put("base64", Base64.getEncoder().encodeToString(image)))
            .put("caption", caption)
            .put("mimetype", "image/png")
            // Otherwise Baileys makes a preview of it, for which it needs a real picture.
            .put("jpegThumbnail", Base64.getEncoder().encodeToString(new byte[] {1}));
    String message = bea.send(phone + "@s.whatsapp.net", content).getString("id");
    until("image", () -> given().get(at("/messages/" + message)).statusCode() == 200);
    return message;
  }

  private String path(String message) {
    return await(files.find(id, new MessageId(message), null))
        .media()
        .ref()
        .directPath()
        .orElseThrow();
  }

  private void removeFromWhatsApp(String message) throws Exception {
    var ref = await(files.find(id, new MessageId(message), null)).media().ref();
    var options =
        new HttpClientOptions()
            .setSsl(true)
            .setTrustOptions(new PemTrustOptions().addCertPath(certificate));
    var http = vertx.createHttpClient(options);
    var address = java.net.URI.create(ref.url().orElseThrow());
    int status =
        http.request(HttpMethod.DELETE, address.getPort(), address.getHost(), path(message))
            .compose(request -> request.send())
            .map(response -> response.statusCode())
            .toCompletionStage()
            .toCompletableFuture()
            .get(10, TimeUnit.SECONDS);
    assertEquals(200, status);
  }

  private byte[] downloaded(String kind, String caption) {
    return Base64.getDecoder().decode(download(kind, caption).getString("base64"));
  }

  private JsonObject download(String kind, String caption) {
    Predicate<JsonObject> like =
        said ->
            kind.equals(said.getString("kind"))
                && (caption == null || caption.equals(said.getString("text")));
    var got = bea.hear("message", like);
    bea.tell(
        new JsonObject().put("do", "download").put("id", got.getJsonObject("key").getString("id")));
    return bea.hear("media");
  }

  private static HttpServer serving(byte[] file) throws IOException {
    var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          exchange.getResponseHeaders().set("Content-Type", "application/pdf");
          exchange.sendResponseHeaders(200, file.length);
          exchange.getResponseBody().write(file);
          exchange.close();
        });
    server.start();
    return server;
  }

  private static byte[] bytes(int count) {
    byte[] bytes = new byte[count];
    new Random(count).nextBytes(bytes);
    return bytes;
  }

  /** The head of a PNG of that size, and then anything. */
  private static byte[] png(int width, int height, int count) {
    byte[] bytes = bytes(count);
    byte[] head = {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10, 0, 0, 0, 13, 'I', 'H', 'D', 'R'};
    System.arraycopy(head, 0, bytes, 0, head.length);
    java.nio.ByteBuffer.wrap(bytes).putInt(16, width).putInt(20, height);
    return bytes;
  }

  private ValidatableResponse upload(String contentType, String query, byte[] file) {
    return given().contentType(contentType).body(file).post(at("/media") + query).then();
  }

  private ValidatableResponse order(String type, JsonObject media) {
    return given()
        .contentType("application/json")
        .body(
            new JsonObject()
                .put("type", type)
                .put("media", media)
                .put("to", beasPlace.getString("phone"))
                .encode())
        .post(at("/messages"))
        .then();
  }

  private String send(String type, String text, JsonObject media) {
    return given()
        .contentType("application/json")
        .body(
            new JsonObject()
                .put("type", type)
                .put("text", text)
                .put("media", media)
                .put("to", beasPlace.getString("phone"))
                .encode())
        .post(at("/messages"))
        .then()
        .statusCode(202)
        .extract()
        .path("messageId");
  }

  private ValidatableResponse fetch(String message) {
    return given().get(at("/messages/" + message + "/media")).then();
  }

  private void untilState(String messageId, String state) {
    until(
        state,
        () ->
            state.equals(given().get(at("/messages/" + messageId)).jsonPath().getString("state")));
  }

  private static io.restassured.specification.RequestSpecification given() {
    return RestAssured.given()
        .config(
            RestAssured.config()
                .encoderConfig(
                    io.restassured.config.EncoderConfig.encoderConfig()
                        .appendDefaultContentCharsetToContentTypeIfUndefined(false)))
        .header("X-Api-Key", KEY);
  }

  private String at(String path) {
    return "/whatsapp/accounts/" + id + path;
  }

  private Optional<Qr> qr() {
    return board.qr(id);
  }

  private boolean isActive() {
    return board.view(id).orElseThrow().standing().status().word().equals("active");
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
