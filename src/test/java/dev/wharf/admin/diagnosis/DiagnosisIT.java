package dev.wharf.admin.diagnosis;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.wharf.TestDatabase;
import dev.wharf.account.Fact;
import dev.wharf.account.Vitals;
import dev.wharf.account.lifecycle.Reasons;
import dev.wharf.api.ApiProfile;
import dev.wharf.api.Edge;
import dev.wharf.event.Status;
import dev.wharf.identity.AccountId;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.zip.ZipInputStream;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@TestProfile(ApiProfile.class)
@QuarkusTestResource(TestDatabase.class)
class DiagnosisIT extends Edge {

  private static final Logger LOG = Logger.getLogger("dev.wharf.session.SessionVerticle");
  private static final String NUMBER = "5511987654321";
  private static final String LID = "123456789012345";
  private static final String PROXY_PASSWORD = "proxy-secret-word";
  private static final String QR_SECRET = "Zm9yZ2VkLXNlY3JldC1vZi1hLXFyLWNvZGUtMTIzNDU2Nzg5MA==";

  @Inject AccountLogs logs;
  TestDatabase database;

  @Test
  void aDiagnosisHoldsAllThatHelps() {
    AccountId account = create("Front desk");
    online(account, "+" + NUMBER);
    report(new Fact.Step(account, now(), 1, "closed", 5, "network"));
    report(new Fact.Step(account, now(), 2, "dial", 12, "ok"));
    report(new Fact.Step(account, now(), 2, "handshake", 40, "ok"));
    report(new Fact.Trouble(account, now(), "odd", "Odd.", null));
    move(account, Status.RECONNECTING, "waiting", Reasons.CONNECTION_LOST.reason());
    fleet.live(account, new Vitals(2, true, now(), now(), null, 1));

    operator()
        .get(at(account, "/diagnostics"))
        .then()
        .statusCode(200)
        .body("id", equalTo(account.toString()))
        .body("name", equalTo("Front desk"))
        .body("paired", equalTo(true))
        .body("standing.status", equalTo("reconnecting"))
        .body("standing.reason.code", equalTo("connection_lost"))
        .body("standing", hasKey("nextRetryAt"))
        .body("identity.phoneNumber", equalTo("…21"))
        .body("identity.lid", equalTo("…45@lid"))
        .body("vitals.socket", equalTo(true))
        .body("vitals.missedPings", equalTo(1))
        .body("lastLink.link", equalTo(2))
        .body("lastLink.steps.step", contains("dial", "handshake"))
        .body("lastLink.steps.durationMs", contains(12, 40))
        .body("lastLink.steps.outcome", contains("ok", "ok"))
        .body("last24Hours.reconnects", equalTo(1))
        .body("last24Hours.endings.network", equalTo(1))
        .body("last24Hours.troubles.odd", equalTo(1))
        .body("configuration.'wharf.whatsapp.connect-timeout'", equalTo("PT30S"))
        .body("configuration.'wharf.whatsapp.reconnect.attempts'", equalTo("20"))
        .body("server.port", equalTo(RestAssured.port))
        .body("server.accounts.reconnecting", notNullValue())
        .body("server.database", equalTo(true))
        .body("explain.fine", equalTo(false))
        .body("explain.wrong", containsString("connection broke"))
        .body("explain.next", not(equalTo(List.of())))
        .body("explain.text", containsString("What to do next"));
  }

  @Test
  void aNewAccountHasNoLinkAndNoSignsOfLife() {
    operator()
        .get(at(create("new"), "/diagnostics"))
        .then()
        .statusCode(200)
        .body("vitals", nullValue())
        .body("lastLink", nullValue())
        .body("last24Hours.reconnects", equalTo(0))
        .body("explain.wrong", containsString("not paired"));
  }

  @Test
  void theExplanationIsGivenAsWordsToo() {
    AccountId account = create("words");
    move(account, Status.INACTIVE, "timed_out", Reasons.TIMED_OUT.reason());

    operator()
        .accept("text/plain")
        .get(at(account, "/explain"))
        .then()
        .statusCode(200)
        .contentType(startsWith("text/plain"))
        .body(containsString("battery saver"));
    operator()
        .get(at(account, "/explain"))
        .then()
        .contentType("application/json")
        .body("phone", hasItem(containsString("battery saver")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/diagnostics", "/explain", "/support-bundle"})
  void anUnknownAccountHasNoDiagnosis(String path) {
    for (String id : List.of(NOBODY, "nonsense")) {
      operator()
          .get(ACCOUNTS + "/" + id + path)
          .then()
          .statusCode(404)
          .contentType("application/problem+json")
          .body("code", equalTo("account_not_found"));
    }
  }

  @Test
  void theBundleHoldsEverythingAndNoSecret() throws IOException {
    AccountId account =
        create(
            Map.of(
                "name",
                "Shop +55 11 98765-4321",
                "externalId",
                NUMBER + "-" + UUID.randomUUID(),
                "metadata",
                Map.of("note", "metadata-stay-out"),
                "proxy",
                "http://user:" + PROXY_PASSWORD + "@proxy.example:8080"));
    online(account, "+" + NUMBER);
    showQr(account, 1, "2@" + QR_SECRET + "," + QR_SECRET);
    report(new Fact.Trouble(account, now(), "odd", "Number +" + NUMBER + " is odd.", null));
    LOG.infof("pairing done accountId=%s jid=%s:7@s.whatsapp.net lid=%s@lid", account, NUMBER, LID);
    LOG.infof("qr accountId=%s text=2@%s", account, QR_SECRET);
    LOG.infof("other accountId=%s marker=of-another", create("another"));

    Map<String, String> files = bundle(account);

    assertEquals(
        List.of(
            "README.txt", "diagnostics.json", "timeline.json", "account.log", "configuration.json"),
        List.copyOf(files.keySet()));
    files.forEach(DiagnosisIT::holdsNoSecret);
    assertTrue(files.get("README.txt").contains("What was left out"));
    assertTrue(files.get("diagnostics.json").contains("…21"));
    assertTrue(files.get("timeline.json").contains("is odd."));
    String log = files.get("account.log");
    assertTrue(log.contains("jid=…21:7@s.whatsapp.net lid=…45@lid"), log);
    assertTrue(log.startsWith("20") && log.contains(account.toString()), log);
    assertFalse(log.contains("of-another"), log);
    var settings = new ObjectMapper().readTree(files.get("configuration.json")).get("settings");
    assertEquals("PT20S", settings.get("wharf.whatsapp.query-timeout").asText());
    assertTrue(
        settings.get("quarkus.datasource.reactive.url").asText().startsWith("postgresql://"));
  }

  private static void holdsNoSecret(String name, String content) {
    for (String secret :
        List.of(
            NUMBER,
            "987654321",
            "98765-4321",
            LID,
            PROXY_PASSWORD,
            "proxy.example",
            "metadata-stay-out",
            QR_SECRET,
            ApiProfile.KEY,
            TestDatabase.MASTER_KEY)) {
      assertFalse(content.contains(secret), () -> name + " holds " + secret + ":\n" + content);
    }
  }

  @Test
  void metricsCountTheAccountsOfEachStatus() {
    move(create("counted"), Status.BANNED, "permanent");

    String metrics = operator().get("/q/metrics").then().statusCode(200).extract().asString();

    long banned = board.all().stream().filter(a -> a.standing().status() == Status.BANNED).count();
    assertTrue(metrics.contains("wharf_accounts{status=\"banned\"} " + banned + ".0"), metrics);
    assertTrue(metrics.contains("wharf_accounts{status=\"active\"} "), metrics);
  }

  @Test
  void theLogOfADeletedAccountGoesWithIt() {
    AccountId account = create("to delete");
    LOG.infof("before accountId=%s", account);
    assertEquals(1, logs.of(account).size());

    operator().delete(at(account, "")).then().statusCode(204);
    LOG.infof("after accountId=%s", account);

    assertEquals(List.of(), logs.of(account));
  }

  @Test
  void aDiagnosisIsGivenWhileTheDatabaseIsDown() throws IOException {
    AccountId account = create("down");
    database.stopServer();
    try {
      operator()
          .get(at(account, "/diagnostics"))
          .then()
          .statusCode(200)
          .body("server.database", equalTo(false))
          .body("lastLink", nullValue())
          .body("last24Hours", nullValue())
          .body("explain.wrong", containsString("not paired"));
      assertTrue(bundle(account).get("timeline.json").contains("did not answer"));
    } finally {
      database.startServer();
    }
    long deadline = System.nanoTime() + WAIT.toNanos();
    while (operator().get(at(account, "/timeline")).statusCode() != 200) {
      assertTrue(System.nanoTime() < deadline, "readable again in time");
    }
  }

  private static Map<String, String> bundle(AccountId account) throws IOException {
    byte[] zip =
        operator()
            .get(at(account, "/support-bundle"))
            .then()
            .statusCode(200)
            .contentType("application/zip")
            .header("Content-Disposition", containsString("wharf-support-"))
            .header("Cache-Control", equalTo("no-store"))
            .extract()
            .asByteArray();
    var files = new LinkedHashMap<String, String>();
    try (var entries = new ZipInputStream(new ByteArrayInputStream(zip))) {
      for (var entry = entries.getNextEntry(); entry != null; entry = entries.getNextEntry()) {
        files.put(entry.getName(), new String(entries.readAllBytes(), StandardCharsets.UTF_8));
      }
    }
    return files;
  }
}
