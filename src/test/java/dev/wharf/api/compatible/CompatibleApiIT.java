package dev.wharf.api.compatible;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.in;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.wharf.TestDatabase;
import dev.wharf.account.Vitals;
import dev.wharf.api.ApiProfile;
import dev.wharf.api.Edge;
import dev.wharf.event.Status;
import dev.wharf.identity.AccountId;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@TestProfile(ApiProfile.class)
@QuarkusTestResource(TestDatabase.class)
class CompatibleApiIT extends Edge {

  private static final String INSTANT = "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z";

  TestDatabase database;

  @Test
  void theStatusHasExactlyTheFieldsThatIntegrationsKnow() throws IOException {
    String tenant = tenant();
    online(account(tenant), "+5511987654321");

    JsonNode status = json("/status", tenant);

    assertEquals(
        List.of(
            "connected:BOOLEAN",
            "pushName:STRING",
            "hasQR:BOOLEAN",
            "hasSession:BOOLEAN",
            "hasSocket:BOOLEAN",
            "reconnectAttempts:NUMBER",
            "sessionState:STRING",
            "timestamp:STRING"),
        shape(status));
    assertEquals(
        "{\"connected\":true,\"pushName\":\"Push Name\",\"hasQR\":false,\"hasSession\":true,"
            + "\"hasSocket\":true,\"reconnectAttempts\":0,\"sessionState\":\"connected\"}",
        without(status, "timestamp"));
    assertTrue(status.get("timestamp").asText().matches(INSTANT), status.toString());
  }

  @Test
  void theDiagnosticsHaveExactlyTheFieldsThatIntegrationsKnow() throws IOException {
    String tenant = tenant();
    online(account(tenant), "+5511987654321");

    JsonNode all = json("/diagnostics", tenant);

    assertEquals(
        List.of(
            "tenant_id:STRING",
            "timestamp:STRING",
            "session:OBJECT",
            "filesystem:OBJECT",
            "config:OBJECT",
            "server:OBJECT"),
        shape(all));
    assertEquals(tenant, all.get("tenant_id").asText());
    assertTrue(all.get("timestamp").asText().matches(INSTANT), all.toString());
    assertEquals(
        "{\"exists\":true,\"connected\":true,\"has_socket\":true,\"has_qr_data\":false,"
            + "\"starting\":false,\"push_name\":\"Push Name\",\"reconnect_attempts\":0}",
        all.get("session").toString());
    assertEquals(
        "{\"auth_path\":\"postgresql:credential\",\"auth_path_exists\":true,"
            + "\"qr_file_exists\":false,\"creds_file_exists\":true}",
        all.get("filesystem").toString());
    assertEquals(
        "{\"max_reconnect_attempts\":20,\"base_delay_ms\":5000,\"max_delay_ms\":120000,"
            + "\"connect_timeout_ms\":30000,\"query_timeout_ms\":20000}",
        all.get("config").toString());
    assertEquals(
        List.of("port:NUMBER", "host:STRING", "total_sessions:NUMBER", "uptime_seconds:NUMBER"),
        shape(all.get("server")));
    assertEquals(RestAssured.port, all.get("server").get("port").asInt());
    assertTrue(all.get("server").get("total_sessions").asInt() >= 1);
  }

  @ParameterizedTest
  @CsvSource({
    "INACTIVE, stopped, false, disconnected, false, false",
    "WARMING, connecting, false, connecting, true, true",
    "WARMING, qr, true, qr, true, true",
    "AUTHENTICATING, syncing, false, connecting, true, true",
    "ACTIVE, online, false, connected, true, false",
    "RECONNECTING, waiting, false, connecting, true, false",
    "COOLDOWN, rate_limited, false, disconnected, true, false",
    "BANNED, permanent, false, disconnected, true, false"
  })
  void everyStatusHasAnOlderWord(
      Status status, String state, boolean qr, String word, boolean exists, boolean starting) {
    String tenant = tenant();
    AccountId account = account(tenant);
    move(account, status, state);
    if (qr) {
      showQr(account, 1);
    }

    operator()
        .get("/whatsapp/{t}/status", tenant)
        .then()
        .statusCode(200)
        .body("sessionState", equalTo(word))
        .body("hasQR", equalTo(qr))
        .body("hasSession", equalTo(exists))
        .body("connected", equalTo(status == Status.ACTIVE))
        .body("pushName", nullValue());
    operator()
        .get("/whatsapp/{t}/diagnostics", tenant)
        .then()
        .statusCode(200)
        .body("session.exists", equalTo(exists))
        .body("session.starting", equalTo(starting))
        .body("session.has_qr_data", equalTo(qr))
        .body("filesystem.qr_file_exists", equalTo(qr))
        .body("filesystem.creds_file_exists", equalTo(false));
  }

  @Test
  void aSocketIsToldByItsSignsOfLife() {
    String tenant = tenant();
    AccountId account = account(tenant);
    move(account, Status.AUTHENTICATING, "logging_in");
    fleet.live(account, new Vitals(1, true, now(), now(), null, 0));

    operator().get("/whatsapp/{t}/status", tenant).then().body("hasSocket", equalTo(true));
    fleet.live(account, new Vitals(1, false, null, null, null, 0));
    operator().get("/whatsapp/{t}/status", tenant).then().body("hasSocket", equalTo(false));
  }

  @Test
  void startCreatesTheAccountOnceAndConnectsItEachTime() {
    String tenant = tenant();

    for (int i = 0; i < 2; i++) {
      operator()
          .post("/whatsapp/{t}/start", tenant)
          .then()
          .statusCode(202)
          .body("connected", equalTo(false))
          .body("timestamp", matchesPattern(INSTANT))
          .body("size()", equalTo(8));
    }

    var account = board.all().stream().filter(a -> tenant.equals(a.externalId())).toList();
    assertEquals(1, account.size());
    assertEquals(tenant, account.getFirst().name());
    assertEquals(List.of("INITIALIZE", "INITIALIZE"), fleet.ordered(account.getFirst().id()));
  }

  @Test
  void manyStartsAtOnceCreateOneAccount() {
    String tenant = tenant();

    List<CompletableFuture<Integer>> answers =
        IntStream.range(0, 12)
            .mapToObj(
                i ->
                    CompletableFuture.supplyAsync(
                        () -> operator().post("/whatsapp/{t}/start", tenant).statusCode()))
            .toList();

    answers.forEach(answer -> assertEquals(202, answer.join()));
    assertEquals(1, board.all().stream().filter(a -> tenant.equals(a.externalId())).count());
  }

  @Test
  void resetMayBeRepeatedAndAStartFollows() {
    String tenant = tenant();
    AccountId account = account(tenant);

    for (String verb : List.of("reset", "reset", "start")) {
      operator().post("/whatsapp/{t}/" + verb, tenant).then().statusCode(202);
    }

    assertEquals(List.of("RESET", "RESET", "INITIALIZE"), fleet.ordered(account));
  }

  @Test
  void theOlderNameOfTheKeyHeaderOpens() {
    String tenant = tenant();
    account(tenant);

    given()
        .header("X-Internal-Secret", ApiProfile.KEY)
        .get("/whatsapp/{t}/status", tenant)
        .then()
        .statusCode(200);
    given().get("/whatsapp/{t}/status", tenant).then().statusCode(401);
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET status", "GET diagnostics", "POST reset"})
  void anUnknownTenantIsToldHowToBegin(String request) {
    String[] words = request.split(" ");

    for (String unknown : List.of(tenant(), NOBODY, "Ärger & Söhne")) {
      operator()
          .request(words[0], "/whatsapp/{t}/" + words[1], unknown)
          .then()
          .statusCode(404)
          .contentType("application/problem+json")
          .body("code", equalTo("tenant_not_found"))
          .body("detail", containsString("/start"));
    }
  }

  @Test
  void anAccountsOwnIdNamesItToo() {
    AccountId account = create("no external id");
    online(account, "+5511987654321");

    operator()
        .get("/whatsapp/{t}/status", account.toString())
        .then()
        .statusCode(200)
        .body("connected", equalTo(true));
  }

  @Test
  void anExternalIdWithoutTenantGoesBeforeOneOfATenant() {
    String id = tenant();
    create(Map.of("name", "of a tenant", "tenant", "acme", "externalId", id));
    AccountId plain = account(id);
    move(plain, Status.RECONNECTING, "waiting");

    operator().get("/whatsapp/{t}/status", id).then().body("sessionState", equalTo("connecting"));
  }

  @Test
  void anExternalIdOfOneTenantIsFoundAndOfTwoIsAmbiguous() {
    String id = tenant();
    create(Map.of("name", "one", "tenant", "acme", "externalId", id));
    operator().get("/whatsapp/{t}/status", id).then().statusCode(200);
    create(Map.of("name", "two", "tenant", "other", "externalId", id));

    for (String request : List.of("GET status", "GET diagnostics", "POST start", "POST reset")) {
      String[] words = request.split(" ");
      operator()
          .request(words[0], "/whatsapp/{t}/" + words[1], id)
          .then()
          .statusCode(409)
          .contentType("application/problem+json")
          .body("code", equalTo("ambiguous"));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "POST, /whatsapp/accounts/start",
    "POST, /whatsapp/accounts/reset",
    "GET, /whatsapp/accounts/status",
    "GET, /whatsapp/accounts/diagnostics",
    "POST, /whatsapp/%61ccounts/start"
  })
  void ourOwnPathsStayOurs(String method, String path) {
    operator()
        .urlEncodingEnabled(false)
        .request(method, path)
        .then()
        .statusCode(in(List.of(404, 405, 422)))
        .contentType("application/problem+json");

    assertTrue(board.all().stream().noneMatch(a -> "accounts".equals(a.externalId())));
  }

  @ParameterizedTest
  @ValueSource(strings = {" ", "a\u0007b", "a\nb", "accounts "})
  void anImpossibleTenantIsRefused(String tenant) {
    operator()
        .post("/whatsapp/{t}/start", tenant)
        .then()
        .statusCode(422)
        .contentType("application/problem+json")
        .body("code", equalTo("validation_failed"))
        .body("errors[0].field", equalTo("tenantId"));
  }

  @Test
  void aTenantThatIsTooLongIsRefused() {
    operator().post("/whatsapp/{t}/start", "x".repeat(101)).then().statusCode(422);
    operator()
        .post("/whatsapp/{t}/start", "y".repeat(64) + UUID.randomUUID())
        .then()
        .statusCode(202);
  }

  @Test
  void withoutItsDatabaseItIsDegraded() {
    AccountId account = create("while down");
    database.stopServer();
    try {
      given().get("/health").then().statusCode(503).body(equalTo("degraded"));
      given()
          .accept("application/json")
          .get("/health")
          .then()
          .statusCode(503)
          .body("status", equalTo("degraded"))
          .body("accounts", equalTo(board.all().size()))
          .body("size()", equalTo(3));
      operator()
          .get("/whatsapp/{t}/diagnostics", account.toString())
          .then()
          .statusCode(200)
          .body("filesystem.auth_path_exists", equalTo(false));
    } finally {
      database.startServer();
    }
    long deadline = System.nanoTime() + WAIT.toNanos();
    while (given().get("/health").statusCode() != 200) {
      assertTrue(System.nanoTime() < deadline, "ok again in time");
    }
  }

  private static String tenant() {
    return "tenant-" + UUID.randomUUID();
  }

  private static AccountId account(String tenant) {
    return create(Map.of("name", "of " + tenant, "externalId", tenant));
  }

  private static JsonNode json(String path, String tenant) throws IOException {
    String text =
        operator().get("/whatsapp/{t}" + path, tenant).then().statusCode(200).extract().asString();
    return new ObjectMapper().readTree(text);
  }

  private static List<String> shape(JsonNode object) {
    var fields = new ArrayList<String>();
    object
        .properties()
        .forEach(field -> fields.add(field.getKey() + ":" + field.getValue().getNodeType()));
    return fields;
  }

  private static String without(JsonNode object, String field) {
    var copy = object.deepCopy();
    ((com.fasterxml.jackson.databind.node.ObjectNode) copy).remove(field);
    return copy.toString();
  }
}
