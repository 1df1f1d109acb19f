package dev.wharf.api.demo;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.wharf.TestDatabase;
import dev.wharf.api.FakeFleet;
import dev.wharf.api.access.ApiKeys;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A first start without a key, in the demo. */
@QuarkusTest
@TestProfile(DemoIT.FirstStart.class)
@QuarkusTestResource(TestDatabase.class)
class DemoIT {

  @Inject ApiKeys keys;
  @Inject Pool pool;

  /** No key is configured, and the virtual phone is. */
  public static class FirstStart implements QuarkusTestProfile {
    @Override
    public Set<Class<?>> getEnabledAlternatives() {
      return Set.of(FakeFleet.class);
    }

    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of(
          "wharf.demo.phone-url", "http://localhost:8090/phone", "wharf.api.docs-public", "false");
    }
  }

  @Test
  void thePageGetsTheKeyThatWasGenerated() {
    String key =
        given()
            .get("/demo/config")
            .then()
            .statusCode(200)
            .header("Cache-Control", "no-store")
            .body("apiKey", matchesPattern("wharf_[0-9A-Za-z]{32}"))
            .body("phoneUrl", equalTo("http://localhost:8090/phone"))
            .extract()
            .path("apiKey");

    given().header("X-Api-Key", key).get("/whatsapp/accounts").then().statusCode(200);
    assertEquals(key, keys.plain().orElseThrow().reveal());
  }

  @Test
  void onlyTheHashOfTheKeyIsStored() throws Exception {
    keys.load().await().atMost(Duration.ofSeconds(10));
    String key = keys.plain().orElseThrow().reveal();
    var rows =
        pool.query("select hash from api_key").execute().await().atMost(Duration.ofSeconds(10));

    assertEquals(1, rows.size());
    assertEquals(
        HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(key.getBytes())),
        HexFormat.of().formatHex(rows.iterator().next().getBuffer("hash").getBytes()));
  }

  @ParameterizedTest
  @CsvSource({"Host, evil.example", "X-Forwarded-For, 203.0.113.7", "Forwarded, for=203.0.113.7"})
  void nobodyElseGetsIt(String header, String value) {
    given()
        .header(header, value)
        .get("/demo/config")
        .then()
        .statusCode(404)
        .body(not(containsString("wharf_")));
  }

  @Test
  void thePageMayTalkToThePhone() {
    given()
        .get("/")
        .then()
        .header(
            "Content-Security-Policy", containsString("connect-src 'self' http://localhost:8090;"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/openapi", "/q/swagger-ui/"})
  void theDescriptionCanBeClosed(String path) {
    given().get(path).then().statusCode(401);
  }
}
