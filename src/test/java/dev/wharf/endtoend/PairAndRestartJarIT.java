package dev.wharf.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.wharf.sandbox.Sandbox;
import dev.wharf.sandbox.SandboxConfig;
import io.vertx.core.Vertx;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The one path this service exists for, on the packaged jar: create, QR, scan, active; kill -9;
 * active again.
 */
class PairAndRestartJarIT {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Vertx vertx = Vertx.vertx();
  private Sandbox sandbox;
  private WharfProcess wharf;

  @BeforeEach
  void start() throws Exception {
    sandbox =
        Sandbox.start(vertx, SandboxConfig.ephemeral(), Clock.systemUTC(), new SecureRandom())
            .toCompletionStage()
            .toCompletableFuture()
            .get(20, TimeUnit.SECONDS);
    Path target = Path.of(System.getProperty("wharf.jar")).toAbsolutePath().getParent().getParent();
    Path folder = Files.createTempDirectory(Files.createDirectories(target.resolve("jar-it")), "w");
    Path certificate =
        Files.writeString(folder.resolve("sandbox.pem"), sandbox.tlsCertificatePem());
    var trust = Map.of("WHARF_WHATSAPP_MEDIA_TRUST_FILE", certificate.toString());
    wharf = new WharfProcess(folder, sandbox, trust).start();
  }

  @AfterEach
  void stop() throws Exception {
    try {
      wharf.close();
    } finally {
      sandbox.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
      vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }
  }

  @Test
  void pairsByQrAndIsActiveAgainAfterKillNine() throws Exception {
    String id;
    String number;
    try (var subscriber = Subscriber.of(wharf)) {
      // The first one pays for loading the classes, on both sides.
      pair(subscriber, create("First"));
      id = create("Front desk");
      var times = pair(subscriber, id);
      assertTrue(times.toQr() < 1_000, "the QR code shows within a second: " + times);
      assertTrue(times.toActive() < 3_000, "active within three seconds of the scan: " + times);
      number = account(id).path("phoneNumber").asText();
      assertTrue(number.matches("\\+[1-9][0-9]{6,14}"), "a number in E.164: " + number);
      assertKnownBeforeActive(subscriber, id);
    }

    wharf.kill();
    wharf.start();

    try (var subscriber = Subscriber.of(wharf)) {
      Await.until(
          "active after the restart",
          Duration.ofSeconds(20),
          () -> status(id).path("status").asText().equals("active"));
      assertEquals(number, account(id).path("phoneNumber").asText());
      assertFalse(
          subscriber.told().stream().anyMatch(e -> isOf(e, id, "qr")), "without another QR code");
    }
    assertTrue(wharf.log().contains("restoring accounts wanted=2"), "says that it restores");
    assertFalse(wharf.log().contains(number.substring(1)), "no full phone number in the log");
    assertDescribed();
  }

  /** Only the jar makes the description when it is asked for. */
  private void assertDescribed() throws Exception {
    String described = wharf.send("GET", "/openapi?format=json", null).body();
    assertTrue(JSON.readTree(described).path("paths").has("/whatsapp/accounts"), described);
    assertTrue(described.contains("application/problem+json"), "what the filter adds");
    assertEquals(described, wharf.send("GET", "/openapi?format=json", null).body());
  }

  /** The phone does not tell it again: it was received. */
  @Test
  void whatThePhoneToldBeforeKillNineIsTakenInAfterIt() throws Exception {
    String phone = "4915140000001";
    admin("PUT", "/admin/accounts/" + phone + "/push-name", "{\"name\":\"Ana\"}");
    admin("PUT", "/admin/accounts/4915140000002/push-name", "{\"name\":\"Bea Herself\"}");
    admin(
        "PUT",
        "/admin/accounts/" + phone + "/contacts",
        "[{\"phone\":\"4915140000002\",\"name\":\"Bea Book\"}]");
    admin("PUT", "/admin/accounts/" + phone + "/behaviour", "{\"files\":\"gone\"}");
    String id = create("Front desk");
    try (var subscriber = Subscriber.of(wharf)) {
      assertEquals(202, post(id, "initialize").statusCode());
      var qr = subscriber.await("a QR code", Duration.ofSeconds(10), e -> isOf(e, id, "qr"));
      admin("/admin/mock-phone/scan-qr?phone=" + phone, qr.path("data").path("text").asText());
      subscriber.await("no history", Duration.ofSeconds(20), e -> isOf(e, id, "error"));
    }
    Await.until(
        "all is received",
        Duration.ofSeconds(10),
        () -> admin("GET", "/admin/accounts", "").contains("\"waiting\":0"));

    wharf.kill();
    admin("POST", "/admin/media/bring-back", "");
    wharf.start();

    Await.until(
        "names",
        Duration.ofSeconds(60),
        () -> {
          String known = wharf.send("GET", "/whatsapp/accounts/" + id + "/contacts", null).body();
          return known.contains("Bea Herself") && known.contains("Bea Book");
        });
  }

  /**
   * Milliseconds from initialize to the QR code, and from the scan to active, as a subscriber sees
   * them.
   */
  private record Times(long toQr, long toActive) {}

  private Times pair(Subscriber subscriber, String id) throws Exception {
    long clicked = System.nanoTime();
    assertEquals(202, post(id, "initialize").statusCode());
    var qr = subscriber.await("a QR code", Duration.ofSeconds(10), e -> isOf(e, id, "qr"));
    long shown = System.nanoTime();
    scan(qr.path("data").path("text").asText());
    subscriber.await("active", Duration.ofSeconds(15), e -> isActive(e, id));
    var times = new Times((shown - clicked) / 1_000_000, (System.nanoTime() - shown) / 1_000_000);
    System.out.println("PairAndRestartJarIT " + times);
    return times;
  }

  @Test
  void pairsByCode() throws Exception {
    try (var subscriber = Subscriber.of(wharf)) {
      String id = create("By code");
      String phone = newPhone();
      var answer =
          wharf.send(
              "POST",
              "/whatsapp/accounts/" + id + "/pairing-code",
              "{\"phoneNumber\":\"+" + phone + "\"}");
      assertEquals(200, answer.statusCode(), answer.body());
      var code = JSON.readTree(answer.body()).path("code").asText();
      assertTrue(code.matches("[1-9A-Z]{4}-[1-9A-Z]{4}"), code);
      admin(
          "/admin/mock-phone/enter-code",
          "{\"phone\":\"" + phone + "\",\"code\":\"" + code + "\"}");
      subscriber.await("active", Duration.ofSeconds(15), e -> isActive(e, id));
      assertEquals("+" + phone, account(id).path("phoneNumber").asText());
    }
  }

  /**
   * A number that the sandbox has a virtual phone for: the one of an account that paired before and
   * was reset.
   */
  private String newPhone() throws Exception {
    try (var subscriber = Subscriber.of(wharf)) {
      String id = create("Phone finder");
      post(id, "initialize");
      var qr = subscriber.await("a QR code", Duration.ofSeconds(10), e -> isOf(e, id, "qr"));
      scan(qr.path("data").path("text").asText());
      subscriber.await("active", Duration.ofSeconds(15), e -> isActive(e, id));
      String phone = account(id).path("phoneNumber").asText().substring(1);
      assertEquals(202, post(id, "logout").statusCode());
      assertEquals("logged_out", status(id).path("state").asText());
      return phone;
    }
  }

  private void assertKnownBeforeActive(Subscriber subscriber, String id) {
    var types =
        subscriber.told().stream()
            .filter(e -> isOf(e, id, "phone-number") || isActive(e, id))
            .map(Subscriber::type)
            .toList();
    assertEquals("phone-number", types.getFirst(), "the number is told before active");
  }

  private String create(String name) throws Exception {
    var created = wharf.send("POST", "/whatsapp/accounts", "{\"name\":\"" + name + "\"}");
    assertEquals(201, created.statusCode(), created.body());
    return JSON.readTree(created.body()).path("id").asText();
  }

  private HttpResponse<String> post(String id, String what) throws Exception {
    return wharf.send("POST", "/whatsapp/accounts/" + id + "/" + what, null);
  }

  private JsonNode status(String id) throws Exception {
    return JSON.readTree(wharf.send("GET", "/whatsapp/accounts/" + id + "/status", null).body());
  }

  private JsonNode account(String id) throws Exception {
    return JSON.readTree(wharf.send("GET", "/whatsapp/accounts/" + id, null).body());
  }

  private void scan(String qr) throws Exception {
    admin("/admin/mock-phone/scan-qr", qr);
  }

  private void admin(String path, String body) throws Exception {
    admin("POST", path, body);
  }

  private String admin(String method, String path, String body) throws Exception {
    var answer =
        wharf
            .http()
            .send(
                HttpRequest.newBuilder(URI.create(sandbox.httpUrl() + path))
                    .method(method, HttpRequest.BodyPublishers.ofString(body))
                    .build(),
                HttpResponse.BodyHandlers.ofString());
    assertEquals(2, answer.statusCode() / 100, answer.body());
    return answer.body();
  }

  private static boolean isOf(JsonNode event, String id, String type) {
    return Subscriber.type(event).equals(type) && event.path("accountId").asText().equals(id);
  }

  private static boolean isActive(JsonNode event, String id) {
    return isOf(event, id, "status") && event.path("data").path("status").asText().equals("active");
  }
}
