package dev.wharf.api.problem;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wharf.TestDatabase;
import dev.wharf.api.ApiProfile;
import dev.wharf.api.Edge;
import dev.wharf.identity.AccountId;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@TestProfile(ApiProfile.class)
@QuarkusTestResource(TestDatabase.class)
class ProblemsIT extends Edge {

  TestDatabase database;

  @TestHTTPResource URI here;

  @ParameterizedTest
  @CsvSource({
    "GET, /nowhere, 404, not_found",
    "GET, /whatsapp, 404, not_found",
    "GET, /whatsapp/nothing, 404, not_found",
    "POST, /whatsapp/accounts/x/nothing, 404, not_found",
    "GET, /q/nothing, 404, not_found",
    "GET, /ws/nothing, 404, not_found",
    "GET, /ws/events, 426, upgrade_required",
    "DELETE, /whatsapp/accounts, 405, method_not_allowed",
    "PUT, /whatsapp/accounts/x, 405, method_not_allowed",
    "GET, /ws/tickets, 405, method_not_allowed"
  })
  void whatIsNotServedIsAProblem(String method, String path, int status, String code) {
    operator()
        .request(method, path)
        .then()
        .statusCode(status)
        .contentType("application/problem+json")
        .body("type", equalTo("urn:wharf:problem:" + code))
        .body("title", notNullValue())
        .body("status", equalTo(status))
        .body("detail", notNullValue())
        .body("code", equalTo(code))
        .body("action", nullValue())
        .body("errors", nullValue())
        .body("errorId", nullValue());
  }

  @ParameterizedTest
  @ValueSource(strings = {"text/plain", "application/x-www-form-urlencoded", "application/xml"})
  void onlyJsonIsTaken(String type) {
    operator()
        .contentType(type)
        .body("name=x")
        .post(ACCOUNTS)
        .then()
        .statusCode(415)
        .contentType("application/problem+json")
        .body("code", equalTo("unsupported_media_type"))
        .body("detail", containsString("application/json"));
  }

  @Test
  void onlyJsonIsGiven() {
    operator()
        .accept("text/html")
        .get(ACCOUNTS)
        .then()
        .statusCode(406)
        .contentType("application/problem+json")
        .body("code", equalTo("not_acceptable"));
  }

  @Test
  void aBodyThatIsTooLargeIsRefusedBeforeItIsRead() {
    operator()
        .contentType(ContentType.JSON)
        .body("x".repeat(300 * 1024))
        .post(ACCOUNTS)
        .then()
        .statusCode(413)
        .contentType("application/problem+json")
        .body("code", equalTo("body_too_large"));
  }

  @Test
  void aBodyOfUnknownLengthIsCutOffToo() throws Exception {
    String chunk = "4000\r\n" + "x".repeat(0x4000) + "\r\n";
    String begin = "9\r\n{\"name\":\"\r\n";
    String answer =
        exchange(
            "POST /whatsapp/accounts HTTP/1.1\r\nHost: x\r\nX-Api-Key: "
                + ApiProfile.KEY
                + "\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"
                + begin
                + chunk.repeat(20)
                + "0\r\n\r\n");
    assertTrue(answer.startsWith("HTTP/1.1 413"), answer);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /whatsapp/accounts/%zz HTTP/1.1\r\nHost: x\r\n",
        "GET /whatsapp/accounts?limit=%zz HTTP/1.1\r\nHost: x\r\n",
        "GET /whatsapp/accounts?q=%ff%fe HTTP/1.1\r\nHost: x\r\n",
        "GET /whatsapp/accounts?after=%00 HTTP/1.1\r\nHost: x\r\n",
        "GET /../../etc/passwd HTTP/1.1\r\nHost: x\r\n",
        "GET /whatsapp/../q/metrics/%2e%2e HTTP/1.1\r\nHost: x\r\n",
        "GET /whatsapp;x=y/accounts/;/ HTTP/1.1\r\nHost: x\r\n",
        "NONSENSE /whatsapp/accounts HTTP/1.1\r\nHost: x\r\n",
        "GET /whatsapp/accounts HTTP/1.1\r\nHost: x\r\nAccept: ///;;q=\r\n",
        "POST /whatsapp/accounts HTTP/1.1\r\nHost: x\r\nContent-Type: ///\r\nContent-Length: 2\r\n",
        "POST /whatsapp/accounts HTTP/1.1\r\nHost: x\r\nContent-Length: -5\r\n",
        "garbage\r\n"
      })
  void requestsOutOfOrderNeverFailInside(String request) throws Exception {
    String answer =
        exchange(request + "X-Api-Key: " + ApiProfile.KEY + "\r\nConnection: close\r\n\r\n{}");
    assertTrue(answer.matches("(?s)HTTP/1\\.[01] (2|4)\\d\\d.*"), answer);
    assertTrue(!answer.contains("Exception") && !answer.contains("\tat "), answer);
  }

  @Test
  void aFailureThatNobodyExpectedShowsItsIdAlone() {
    AccountId account = create("bug");
    fleet.fail(account, () -> new IllegalStateException("secret detail of a bug"));

    operator()
        .post(at(account, "/initialize"))
        .then()
        .statusCode(500)
        .contentType("application/problem+json")
        .body("code", equalTo("internal_error"))
        .body("errorId", matchesPattern("[0-9a-f]{16}"))
        .body(not(containsString("secret")))
        .body(not(containsString("Exception")))
        .body(not(containsString("dev.wharf")));
  }

  @Test
  void aDatabaseThatIsDownIsSaidAndComesBack() {
    AccountId account = create("database");
    database.stopServer();
    try {
      operator()
          .get(at(account, "/timeline"))
          .then()
          .statusCode(503)
          .contentType("application/problem+json")
          .header("Retry-After", matchesPattern("[0-9]+"))
          .body("code", equalTo("database_unavailable"));
      operator()
          .contentType(ContentType.JSON)
          .body(Map.of("name", "while down"))
          .post(ACCOUNTS)
          .then()
          .statusCode(503)
          .header("Retry-After", matchesPattern("[0-9]+"))
          .body("code", equalTo("database_unavailable"));
      operator().get(at(account, "")).then().statusCode(200);
      operator().get("/q/health/ready").then().statusCode(503).body("status", equalTo("DOWN"));
      operator().get("/q/health/live").then().statusCode(200);
    } finally {
      database.startServer();
    }
    awaitReady();
    operator().get(at(account, "/timeline")).then().statusCode(200);
  }

  @Test
  void theDescriptionKnowsTheProblems() {
    operator()
        .accept("application/json")
        .get("/openapi")
        .then()
        .statusCode(200)
        .body("components.schemas.Problem.properties.code", notNullValue())
        .body("components.securitySchemes.ApiKey.name", equalTo("X-Api-Key"))
        .body("paths.'/whatsapp/accounts'.post.responses.'201'", notNullValue())
        .body(
            "paths.'/whatsapp/accounts'.post.responses.'422'.content.'application/problem+json'"
                + ".schema.$ref",
            equalTo("#/components/schemas/Problem"))
        .body("paths.'/whatsapp/accounts/{id}/qr'.get.responses.'409'.content", notNullValue())
        .body("paths.'/whatsapp/accounts/{id}/qr'.get.responses.'200'.content.size()", equalTo(4))
        .body("paths.'/demo/config'", nullValue())
        .body("info.title", equalTo("Wharf"));
    operator().get("/q/swagger-ui/").then().statusCode(200).contentType(startsWith("text/html"));
  }

  /** Writing comes back a little later than reading: the ledger backs off. */
  private void awaitReady() {
    long deadline = System.nanoTime() + WAIT.toNanos();
    while (operator().get("/q/health/ready").statusCode() != 200 || !canCreate()) {
      assertTrue(System.nanoTime() < deadline, "ready again in time");
    }
  }

  private static boolean canCreate() {
    return operator()
            .contentType(ContentType.JSON)
            .body(Map.of("name", "up again"))
            .post(ACCOUNTS)
            .statusCode()
        == 201;
  }

  private String exchange(String request) throws IOException {
    try (var socket = new Socket(here.getHost(), here.getPort())) {
      socket.setSoTimeout(10_000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      socket.getOutputStream().flush();
      var answer = new StringBuilder();
      byte[] buffer = new byte[8192];
      int read = socket.getInputStream().read(buffer);
      if (read > 0) {
        answer.append(new String(buffer, 0, read, StandardCharsets.ISO_8859_1));
      }
      return answer.toString();
    }
  }
}
