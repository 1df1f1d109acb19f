package dev.wharf.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wharf.protocol.node.Node;
import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The admin API, and what outlives a sandbox. */
class AdminIT {

  private static Running running;

  @BeforeAll
  static void start() {
    running = Running.with(SandboxConfig.ephemeral().atMost(2).withPhones(false, false));
  }

  @AfterAll
  static void stop() {
    running.close();
  }

  @Test
  void saysWhenItIsReadyAndWhomToTrust() {
    assertEquals(200, running.admin.send("GET", "/", "").statusCode());
    assertEquals(200, running.admin.send("HEAD", "/", "").statusCode());
    assertEquals(
        running.sandbox.trustAnchorHex(),
        running.admin.send("GET", "/admin/trust-anchor", "").body());
    assertTrue(
        running.admin.send("GET", "/admin/tls-certificate", "").body().startsWith("-----BEGIN C"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          GET|/nowhere||404
          POST|/admin/mock-phone/scan-qr|hello|400
          POST|/admin/mock-phone/scan-qr|a,b,c,d|400
          POST|/admin/mock-phone/enter-code|{|400
          POST|/admin/mock-phone/enter-code|{"phone":"155","code":"ABCD1234"}|400
          POST|/admin/mock-phone/enter-code|{"code":"ABCD1234"}|400
          POST|/admin/mock-phone/remove-device|{"phone":"15550001111"}|400
          POST|/admin/mock-phone/remove-device|{"phone":"15550001111","device":1}|404
          POST|/admin/groups|{"addressing":"phone"}|400
          POST|/admin/faults|7|400
          POST|/admin/faults|[7]|400
          POST|/admin/faults|{}|400
          POST|/admin/faults|{"kind":"no-such-kind"}|400
          POST|/admin/faults|{"kind":"silence","at":"sometime"}|400
          POST|/admin/faults|{"kind":"failure","at":"now"}|400
          POST|/admin/faults|{"kind":"silence","afterMillis":-1}|400
          POST|/admin/faults|{"kind":"silence","phone":{}}|400
          POST|/admin/faults|{"kind":"silence","typo":1}|400
          POST|/admin/faults|{"kind":"refs","firstSeconds":"soon"}|400
          POST|/admin/faults|{"kind":"dirty","types":"groups"}|400
          POST|/admin/faults|{"kind":"min-version","version":"new"}|400
          POST|/admin/faults|{"kind":"restart-loop","connections":0}|400
          """)
  void wrongInputIsSaidToBeWrong(String method, String path, String body, int status) {
    var response = running.admin.send(method, path, body == null ? "" : body);
    assertEquals(status, response.statusCode(), response.body());
    assertEquals(status, new JsonObject(response.body()).getInteger("status"));
  }

  @Test
  void aBodyThatIsTooLargeIsRefused() {
    String large = "x".repeat((1 << 20) + 1);
    assertEquals(413, running.admin.send("POST", "/admin/faults", large).statusCode());
  }

  @ParameterizedTest
  @CsvSource({
    "http://localhost:8080,true",
    "https://127.0.0.1,true",
    "http://[::1]:80,true",
    "http://localhost.evil.example,false",
    "https://example.com,false"
  })
  void onlyPagesFromLoopbackMayCallIt(String origin, boolean allowed) {
    var response = running.admin.send("OPTIONS", "/admin/mock-phone/scan-qr", "", "Origin", origin);
    assertEquals(204, response.statusCode());
    assertEquals(
        allowed ? origin : "",
        response.headers().firstValue("access-control-allow-origin").orElse(""));
  }

  @Test
  void aScanIsRefusedWithTheReason() throws Exception {
    var companion = new TestCompanion();
    try (var link = running.register(companion, "")) {
      String ref = Running.firstRef(link.next());
      assertEquals(404, scan(companion.qr("2@other")));
      assertEquals(400, scan(new TestCompanion().qr(ref)));
      assertEquals(200, scan(companion.qr(ref)));
      assertEquals(404, scan(companion.qr(ref)));
    }
  }

  @Test
  void anAccountHasOnlySoManyCompanions() throws Exception {
    running.pair(new TestCompanion(), "Crowded");
    running.pair(new TestCompanion(), "Crowded");
    var third = new TestCompanion();
    try (var link = running.register(third, "Crowded")) {
      assertEquals(409, scan(third.qr(Running.firstRef(link.next()))));
    }
  }

  @Test
  void theScannedPhoneCanBeChosen() {
    var companion = new TestCompanion();
    try (var link = running.register(companion, "")) {
      String qr = companion.qr(Running.firstRef(link.next()));
      var place = running.admin.post("/admin/mock-phone/scan-qr?phone=4915112345678", qr);
      assertEquals("4915112345678", place.getString("phone"));
    }
  }

  @Test
  void samePushNameMeansSamePhoneAndNoNameAFreshOne() throws Exception {
    var ana = running.pair(new TestCompanion(), "Ana");
    var again = running.pair(new TestCompanion(), "Ana");
    var bo = running.pair(new TestCompanion(), "Bo");
    assertEquals(ana.getString("phone"), again.getString("phone"));
    assertEquals(2, again.getInteger("device"));
    assertTrue(!ana.getString("phone").equals(bo.getString("phone")));
    var first = running.pair(new TestCompanion(), "");
    var second = running.pair(new TestCompanion(), "");
    assertTrue(!first.getString("phone").equals(second.getString("phone")));
  }

  @Test
  void resetForgetsAccountsAndFaultsAndHangsUp() throws Exception {
    try (var own = Running.ephemeral()) {
      var companion = new TestCompanion();
      var place = own.pair(companion, "");
      try (var link = own.online(companion, place)) {
        own.admin.fault(new JsonObject().put("kind", "restart-loop"));
        String anchor = own.admin.send("GET", "/admin/trust-anchor", "").body();
        own.admin.post("/admin/reset", "");
        assertEquals(1000, link.closeCode());
        assertTrue(own.admin.accounts().getJsonArray("accounts").isEmpty());
        assertTrue(own.admin.send("GET", "/admin/faults", "").body().contains("[]"));
        assertEquals(anchor, own.admin.send("GET", "/admin/trust-anchor", "").body());
      }
    }
  }

  @Test
  void keysAndPairedCompanionsOutliveTheSandbox(@TempDir Path folder) throws Exception {
    var config =
        SandboxConfig.ephemeral().keptIn(folder.resolve("sandbox")).withPhones(false, false);
    var companion = new TestCompanion();
    JsonObject place;
    String anchor;
    String certificate;
    try (var first = Running.with(config)) {
      anchor = first.sandbox.trustAnchorHex();
      certificate = first.sandbox.tlsCertificatePem();
      place = first.pair(companion, "Kept");
      try (var link = first.online(companion, place)) {
        link.ask(companion.upload(1, 10));
        link.ask(
            TestCompanion.request("encrypt", "get")
                .children(
                    Node.of("key")
                        .children(
                            Node.of("user")
                                .with(
                                    "jid",
                                    dev.wharf.identity.Jid.phone(place.getString("phone"), 0)))));
      }
      Waiting.on(first.sandbox.close());
    }
    Files.writeString(folder.resolve("sandbox/accounts/broken.json"), "{");
    assertEquals(
        "rw-------",
        PosixFilePermissions.toString(
            Files.getPosixFilePermissions(folder.resolve("sandbox/root.key"))));
    try (var second = Running.with(config)) {
      assertEquals(anchor, second.sandbox.trustAnchorHex());
      assertEquals(certificate, second.sandbox.tlsCertificatePem());
      assertEquals("Kept", second.admin.account(place.getString("phone")).getString("pushName"));
      assertEquals(10, second.admin.device(place.getString("phone")).getInteger("preKeys"));
      second.online(companion, place).close();
      assertEquals(
          place.getString("phone"), second.pair(new TestCompanion(), "Kept").getString("phone"));
      second.admin.post("/admin/reset", "");
    }
    try (var third = Running.with(config)) {
      assertTrue(third.admin.accounts().getJsonArray("accounts").isEmpty());
    }
  }

  @Test
  void portsThatAreTakenFailTheStart() {
    var taken = SandboxConfig.ephemeral().listen("127.0.0.1", running.sandbox.port(), 0);
    var refused =
        Sandbox.start(running.vertx, taken, Clock.systemUTC(), new SecureRandom())
            .map("started")
            .otherwise("refused");
    assertEquals("refused", Waiting.on(refused));
  }

  @Test
  void theEnvironmentConfiguresTheMainClass() {
    var told =
        SandboxMain.config(
            Map.of(
                "WHARF_SANDBOX_PORT", "9090",
                "WHARF_SANDBOX_TLS_PORT", "9091",
                "WHARF_SANDBOX_HOST", "0.0.0.0",
                "WHARF_SANDBOX_HANDSHAKE_SECONDS", "300",
                "WHARF_SANDBOX_DIR", "here"));
    assertEquals(Duration.ofMinutes(5), told.handshake());
    assertEquals(9090, told.port());
    assertEquals(9091, told.tlsPort());
    assertEquals("0.0.0.0", told.host());
    assertEquals(Path.of("here"), told.directory().orElseThrow());
    assertTrue(told.phones() && told.history());
    var quiet =
        SandboxMain.config(Map.of("WHARF_SANDBOX_PHONES", "off", "WHARF_SANDBOX_HISTORY", "off"));
    assertFalse(quiet.phones() || quiet.history());
    assertEquals(8090, SandboxMain.config(Map.of()).port());
    assertEquals(Duration.ofSeconds(20), SandboxMain.config(Map.of()).handshake());
    assertEquals("127.0.0.1", SandboxMain.config(Map.of()).host());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "http", "65536", "-1"})
  void aPortThatIsNoneIsSaidToBeNone(String port) {
    var error =
        org.junit.jupiter.api.Assertions.assertThrows(
            IllegalArgumentException.class,
            () -> SandboxMain.config(Map.of("WHARF_SANDBOX_PORT", port)));
    assertTrue(String.valueOf(error.getMessage()).startsWith("WHARF_SANDBOX_PORT must be"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0", "3601", "1.5"})
  void aTimeThatIsNoneIsSaidToBeNone(String seconds) {
    var error =
        org.junit.jupiter.api.Assertions.assertThrows(
            IllegalArgumentException.class,
            () -> SandboxMain.config(Map.of("WHARF_SANDBOX_HANDSHAKE_SECONDS", seconds)));
    assertEquals(
        "WHARF_SANDBOX_HANDSHAKE_SECONDS must be a whole number, 1 to 3600", error.getMessage());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "yes", "ON"})
  void aSwitchThatIsNeitherOnNorOffIsSaidToBeNeither(String state) {
    var error =
        org.junit.jupiter.api.Assertions.assertThrows(
            IllegalArgumentException.class,
            () -> SandboxMain.config(Map.of("WHARF_SANDBOX_PHONES", state)));
    assertEquals("WHARF_SANDBOX_PHONES must be on or off", error.getMessage());
  }

  private static int scan(String qr) {
    return running.admin.send("POST", "/admin/mock-phone/scan-qr", qr).statusCode();
  }
}
