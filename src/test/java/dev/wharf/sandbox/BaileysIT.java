package dev.wharf.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Unmodified Baileys, from npm, against the sandbox: a foreign client keeps both sides honest. */
class BaileysIT {

  private static Vertx vertx;
  private static Sandbox sandbox;
  private static SandboxAdmin admin;
  private static Path certificate;

  private Path credentials;

  @BeforeEach
  void emptyFolder(@TempDir Path credentials) {
    this.credentials = credentials;
  }

  @BeforeAll
  static void start(@TempDir Path certificates) throws Exception {
    BaileysClient.install();
    vertx = Vertx.vertx();
    sandbox =
        Sandbox.start(
                vertx,
                SandboxConfig.ephemeral().withPhones(false, false),
                Clock.systemUTC(),
                new SecureRandom())
            .toCompletionStage()
            .toCompletableFuture()
            .get(20, TimeUnit.SECONDS);
    admin = new SandboxAdmin(sandbox.httpUrl());
    certificate =
        Files.writeString(certificates.resolve("sandbox.pem"), sandbox.tlsCertificatePem());
  }

  @AfterAll
  static void stop() throws Exception {
    admin.close();
    vertx.close().toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
  }

  @Test
  void pairsByQrRestartsOpensAndReconnectsWithStoredCredentials() throws Exception {
    String phone;
    try (var client = connect("")) {
      phone = pairByQr(client);
      client.await("caught-up");
      var open = client.await("open");
      assertTrue(open.getJsonObject("me").getString("id").startsWith(phone + ":1@"));
      assertTrue(open.getJsonObject("me").getString("lid").endsWith(":1@lid"));
      assertEquals(812, admin.device(phone).getInteger("preKeys"));
    }
    try (var client = connect("")) {
      client.await("open");
      var device = admin.device(phone);
      assertEquals(2, device.getInteger("logins"));
      assertEquals(1, device.getInteger("routedLogins"));
      assertEquals(0, device.getInteger("duplicateLogins"));
    }
  }

  @Test
  void pairsByCode() {
    try (var client = connect("")) {
      client.await("qr");
      client.tell(new JsonObject().put("do", "pairing-code").put("phone", "5511987654321"));
      var linked = admin.enterCode("5511987654321", client.await("code").getString("code"));
      assertEquals("5511987654321", linked.getString("phone"));
      assertEquals(515, client.await("close").getInteger("code"));
      var open = client.await("open");
      assertTrue(open.getBoolean("registered"));
      assertTrue(open.getJsonObject("me").getString("id").startsWith("5511987654321:1@"));
    }
  }

  @Test
  void isLoggedOutByThePhoneOnlineAndRefusedLater() {
    try (var client = connect("")) {
      String phone = pairByQr(client);
      client.await("open");
      admin.removeDevice(phone, 1);
      assertEquals(401, client.await("close").getInteger("code"));
    }
    try (var client = connect("")) {
      assertEquals(401, client.await("close").getInteger("code"));
    }
  }

  @Test
  void isReplacedByASecondLoginWithTheSameCredentials() {
    try (var first = connect("")) {
      String phone = pairByQr(first);
      first.await("caught-up");
      try (var second = connect("")) {
        assertEquals(440, first.await("close").getInteger("code"));
        second.await("open");
        assertEquals(1, admin.device(phone).getInteger("duplicateLogins"));
      }
    }
  }

  @Test
  void logsItselfOut() {
    try (var client = connect("")) {
      String phone = pairByQr(client);
      client.await("caught-up");
      client.tell("logout");
      assertEquals(401, client.await("close").getInteger("code"));
      assertTrue(admin.account(phone).getJsonArray("devices").isEmpty());
    }
  }

  @Test
  void worksOverTlsAndFindsItsAccountByPushName(@TempDir Path other) {
    try (var client = connect(sandbox.secureWebSocketUrl(), credentials, "Ana");
        var sibling = connect(sandbox.secureWebSocketUrl(), other, "Ana")) {
      String phone = pairByQr(client);
      client.await("open");
      assertEquals("Ana", admin.account(phone).getString("pushName"));
      assertEquals(phone, pairByQr(sibling));
      sibling.await("open");
      assertEquals(2, admin.account(phone).getJsonArray("devices").size());
      client.tell(new JsonObject().put("do", "query").put("jid", phone));
      assertTrue(client.await("known").encode().contains("\"exists\":true"));
    }
  }

  private String pairByQr(BaileysClient client) {
    var linked = admin.scan(client.await("qr").getString("qr"));
    var paired = client.await("paired");
    assertEquals("android", paired.getString("platform"));
    assertEquals(515, client.await("close").getInteger("code"));
    return linked.getString("phone");
  }

  private BaileysClient connect(String pushName) {
    return connect(sandbox.webSocketUrl(), credentials, pushName);
  }

  private static BaileysClient connect(String url, Path credentials, String pushName) {
    return BaileysClient.start(url, credentials, pushName, certificate);
  }
}
