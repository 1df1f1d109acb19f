package dev.wharf.api.health;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.wharf.TestDatabase;
import dev.wharf.api.ApiProfile;
import dev.wharf.api.Edge;
import dev.wharf.event.Status;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(ApiProfile.class)
@QuarkusTestResource(TestDatabase.class)
class HealthIT extends Edge {

  @Test
  void probesNameWhatTheyChecked() {
    given()
        .get("/q/health/ready")
        .then()
        .statusCode(200)
        .body("checks.name", containsInAnyOrder("database", "accounts and key"));
    given()
        .get("/q/health/live")
        .then()
        .statusCode(200)
        .body("checks.name", contains("event loop"));
    given()
        .get("/q/health/started")
        .then()
        .statusCode(200)
        .body("checks.name", contains("accounts and key"));
  }

  @Test
  void theShortAnswerIsText() {
    given()
        .get("/health")
        .then()
        .statusCode(200)
        .contentType(startsWith("text/plain"))
        .body(equalTo("ok"));
  }

  @Test
  void askedForJsonItCounts() {
    online(create("counted"), "+5511900000009");
    var accounts = board.all();
    long active = accounts.stream().filter(a -> a.standing().status() == Status.ACTIVE).count();
    var answer =
        given()
            .accept("application/json")
            .get("/health")
            .then()
            .statusCode(200)
            .body("status", equalTo("ok"))
            .extract();

    assertEquals((int) active, answer.<Integer>path("connected"));
    assertEquals(accounts.size(), answer.<Integer>path("accounts"));
  }
}
