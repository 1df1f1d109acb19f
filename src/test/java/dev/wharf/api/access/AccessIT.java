package dev.wharf.api.access;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import dev.wharf.TestDatabase;
import dev.wharf.api.ApiProfile;
import dev.wharf.api.Edge;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@TestProfile(ApiProfile.class)
@QuarkusTestResource(TestDatabase.class)
class AccessIT extends Edge {

  @ParameterizedTest
  @CsvSource({
    "GET, /whatsapp/accounts",
    "POST, /whatsapp/accounts",
    "GET, /whatsapp/accounts/x",
    "PATCH, /whatsapp/accounts/x",
    "DELETE, /whatsapp/accounts/x",
    "POST, /whatsapp/accounts/x/initialize",
    "GET, /whatsapp/accounts/x/qr",
    "GET, /whatsapp/nothing",
    "POST, /ws/tickets",
    "GET, /q/metrics",
    "GET, /q/nothing",
    "GET, /whatsapp;a=b/accounts",
    "GET, /x/../whatsapp/accounts",
    "GET, /%77hatsapp/accounts",
    "GET, //whatsapp/accounts",
    "GET, /q/health/../metrics",
    "POST, /",
    "PUT, /index.html"
  })
  void withoutAKeyNothingIsServed(String method, String path) {
    given()
        .urlEncodingEnabled(false)
        .request(method, path)
        .then()
        .statusCode(401)
        .contentType("application/problem+json")
        .body("code", equalTo("api_key_missing"))
        .body("detail", allOf(containsString("X-Api-Key"), containsString("WHARF_API_KEY")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"wrong", "", " ", "key-of-the-tests-012345678", "KEY-OF-THE-TESTS-0123456789"})
  void aWrongKeyIsToldFromNone(String key) {
    given()
        .header("X-Api-Key", key)
        .get(ACCOUNTS)
        .then()
        .statusCode(401)
        .contentType("application/problem+json")
        .body("code", equalTo("api_key_wrong"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"X-Api-Key", "x-api-key", "X-Internal-Secret"})
  void theKeyIsTakenByEitherName(String header) {
    given().header(header, ApiProfile.KEY).get(ACCOUNTS).then().statusCode(200);
  }

  @Test
  void aKeyInTheAddressIsNotTaken() {
    given().queryParam("X-Api-Key", ApiProfile.KEY).get(ACCOUNTS).then().statusCode(401);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/health",
        "/q/health",
        "/q/health/live",
        "/q/health/ready",
        "/q/health/started",
        "/openapi",
        "/q/swagger-ui/"
      })
  void whatHoldsNoSecretNeedsNoKey(String path) {
    given().get(path).then().statusCode(200);
    given().header("X-Api-Key", "wrong").get(path).then().statusCode(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/favicon.svg", "/assets/x.js", "/accounts/42", "/whatsappy"})
  void thePageNeedsNoKey(String path) {
    given().get(path).then().statusCode(not(equalTo(401)));
  }

  @Test
  void metricsAreShownToWhoHasTheKey() {
    operator().get("/q/metrics").then().statusCode(200);
  }

  @Test
  void theDemoIsNotThereOutsideOfTheDemo() {
    given().get("/demo/config").then().statusCode(404).body("code", equalTo("not_found"));
    operator().get("/demo/config").then().statusCode(404).body("apiKey", nullValue());
  }

  @Test
  void everyAnswerIsKeptFromBeingMisused() {
    for (String path : new String[] {"/", ACCOUNTS, "/whatsapp/nothing", "/health"}) {
      given()
          .get(path)
          .then()
          .header("X-Content-Type-Options", "nosniff")
          .header("X-Frame-Options", "DENY")
          .header("Referrer-Policy", "no-referrer")
          .header(
              "Content-Security-Policy",
              allOf(
                  containsString("default-src 'self'"),
                  containsString("connect-src 'self';"),
                  containsString("frame-ancestors 'none'")));
    }
    operator().get(ACCOUNTS).then().header("Cache-Control", "no-store");
  }
}
