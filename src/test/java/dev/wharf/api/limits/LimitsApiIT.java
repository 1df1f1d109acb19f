package dev.wharf.api.limits;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import dev.wharf.TestDatabase;
import dev.wharf.api.ApiProfile;
import dev.wharf.api.Edge;
import dev.wharf.identity.AccountId;
import dev.wharf.limits.Charge;
import dev.wharf.limits.Hold;
import dev.wharf.limits.Limit;
import dev.wharf.limits.Limiter;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@TestProfile(ApiProfile.class)
@QuarkusTestResource(TestDatabase.class)
class LimitsApiIT extends Edge {

  private static final String DAY = "buckets.find { it.name == 'messages_per_day' }.";
  private static final String NEW = "buckets.find { it.name == 'new_contacts_per_day' }.";

  @Inject Limiter limiter;

  @Test
  void aNewAccountShowsEveryBucketOfAYoungNumber() {
    get(create("limits"))
        .body("readable", equalTo(true))
        .body("buckets", hasSize(Limit.values().length))
        .body("buckets[0].name", equalTo("messages_per_minute"))
        .body("buckets[0].windowSeconds", equalTo(60))
        .body("buckets[0].left", equalTo(20))
        .body(DAY + "capacity", equalTo(50))
        .body(DAY + "default", equalTo(1000))
        .body(DAY + "override", nullValue())
        .body(DAY + "ceiling", equalTo(3000))
        .body(DAY + "used", equalTo(0))
        .body(DAY + "nextFreeAt", nullValue())
        .body(NEW + "capacity", equalTo(5))
        .body("quietHours", nullValue())
        .body("warmUp.enabled", equalTo(true))
        .body("warmUp.day", equalTo(1))
        .body("warmUp.until", notNullValue())
        .body("pause.minMillis", equalTo(0))
        .body("pause.maxMillis", equalTo(0))
        .body("nextMessage.at", notNullValue())
        .body("nextMessage.limit", nullValue())
        .body("nextFirstMessage.limit", nullValue());
  }

  @Test
  void whatIsUsedUpSaysWhenItGoesOn() {
    AccountId account = create("used");
    var now = now();
    take(account, new Charge(Limit.NEW_CONTACTS_PER_DAY, 5));
    get(account)
        .body(NEW + "used", equalTo(5))
        .body(NEW + "left", equalTo(0))
        .body(NEW + "nextFreeAt", notNullValue())
        .body("nextMessage.limit", nullValue())
        .body("nextFirstMessage.limit", equalTo("new_contacts_per_day"))
        .body("nextFirstMessage.at", notNullValue())
        .body("nextFirstMessage.why", containsString("5 first messages to new contacts"));
    limiter
        .hold(
            account,
            new Hold(Limit.NEW_CONTACTS_PER_DAY, now.plus(Duration.ofDays(3)), "Time-locked."),
            now)
        .await()
        .atMost(WAIT);
    get(account)
        .body(NEW + "heldWhy", equalTo("Time-locked."))
        .body(NEW + "heldUntil", notNullValue());
  }

  @Test
  void anOperatorSetsEverythingAndTakesItBack() {
    AccountId account = create("patched");
    patch(
            account,
            """
            {"overrides": {"messages_per_day": 3000, "new_contacts_per_day": 0},
             "quietHours": {"from": "22:00", "to": "07:30", "zone": "Europe/Berlin"},
             "warmUp": {"since": "2020-01-01T00:00:00Z"}}
            """)
        .statusCode(200)
        .body(DAY + "capacity", equalTo(3000))
        .body(DAY + "override", equalTo(3000))
        .body(NEW + "capacity", equalTo(0))
        .body("quietHours.from", equalTo("22:00"))
        .body("quietHours.to", equalTo("07:30"))
        .body("quietHours.zone", equalTo("Europe/Berlin"))
        .body("warmUp.enabled", equalTo(true))
        .body("warmUp.since", startsWith("2020-01-01T00:00:00"))
        .body("warmUp.until", nullValue());
    patch(account, "{}").statusCode(200).body(DAY + "override", equalTo(3000));
    patch(account, "{\"overrides\": {\"messages_per_day\": null}, \"quietHours\": null}")
        .statusCode(200)
        .body(DAY + "capacity", equalTo(1000))
        .body(NEW + "override", equalTo(0))
        .body("quietHours", nullValue());
    patch(account, "{\"overrides\": null, \"warmUp\": {\"enabled\": false}}")
        .statusCode(200)
        .body(NEW + "override", nullValue())
        .body("warmUp.enabled", equalTo(false))
        .body("warmUp.since", startsWith("2020-01-01T00:00:00"));
    get(account).body("warmUp.enabled", equalTo(false));
  }

  @Test
  void aChangeGivesNothingBackThatIsUsed() {
    AccountId account = create("still used");
    take(account, new Charge(Limit.MESSAGES_PER_DAY, 50));
    patch(account, "{\"overrides\": {\"messages_per_day\": 10}}")
        .body(DAY + "used", equalTo(50))
        .body(DAY + "left", equalTo(0));
    patch(account, "{\"overrides\": null}").body(DAY + "left", equalTo(0));
  }

  @Test
  void quietHoursOfThisMomentHoldTheNextMessageUp() {
    AccountId account = create("quiet");
    LocalTime utc = LocalTime.now(ZoneOffset.UTC);
    patch(
            account,
            "{\"quietHours\": {\"from\": \"%tR\", \"to\": \"%tR\", \"zone\": \"UTC\"}}"
                .formatted(utc.minusHours(1), utc.plusHours(2)))
        .statusCode(200)
        .body("quietHours.until", notNullValue())
        .body("nextMessage.why", containsString("Quiet hours"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"overrides":{"messages_per_day":3001}}      | overrides.messages_per_day
          {"overrides":{"new_contacts_per_day":101}}   | overrides.new_contacts_per_day
          {"overrides":{"messages_per_day":-1}}        | overrides.messages_per_day
          {"overrides":{"messages_per_day":1.5}}       | overrides.messages_per_day
          {"overrides":{"messages_per_day":"5"}}       | overrides.messages_per_day
          {"overrides":{"messages_per_day":true}}      | overrides.messages_per_day
          {"overrides":{"messages_per_day":99999999999999999999}} | overrides.messages_per_day
          {"overrides":{"messages":5}}                 | overrides.messages
          {"quietHours":{"from":"22:00","to":"07:00"}} | quietHours.zone
          {"quietHours":{"from":"22:00","to":"07:00","zone":"Moon/Base"}} | quietHours.zone
          {"quietHours":{"from":"22:00","zone":"UTC"}} | quietHours.to
          {"quietHours":{"from":"24:00","to":"07:00","zone":"UTC"}} | quietHours.from
          {"quietHours":{"from":"7","to":"08:00","zone":"UTC"}} | quietHours.from
          {"quietHours":{"from":"22:00","to":"22:00","zone":"UTC"}} | quietHours.to
          {"warmUp":{"since":"yesterday"}}             | warmUp.since
          {"warmUp":{"since":"2099-01-01T00:00:00Z"}}  | warmUp.since
          {"warmUp":{"since":"1999-01-01T00:00:00Z"}}  | warmUp.since
          """)
  void aFieldThatIsNotAcceptedIsNamedAndNothingIsChanged(String body, String field) {
    AccountId account = create("refused");
    patch(account, body)
        .statusCode(422)
        .contentType("application/problem+json")
        .body("code", equalTo("validation_failed"))
        .body("errors.field", contains(field))
        .body("errors[0].message", notNullValue());
    get(account).body(DAY + "override", nullValue()).body("quietHours", nullValue());
  }

  @Test
  void everyWrongFieldIsNamedAtOnce() {
    patch(
            create("wrong"),
            """
            {"overrides": {"messages_per_hour": 601, "x": 1},
             "quietHours": {"from": "a", "to": "b", "zone": "c"}, "warmUp": {"since": "d"}}
            """)
        .statusCode(422)
        .body("errors", hasSize(6));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"overrides\":5}",
        "{\"overrides\":[]}",
        "{\"quietHours\":\"22:00\"}",
        "{\"quietHours\":{\"from\":22,\"to\":\"07:00\",\"zone\":\"UTC\"}}",
        "{\"warmUp\":true}",
        "{\"warmUp\":{\"since\":5}}",
        "[]"
      })
  void aFieldOfAnotherTypeIsRefused(String body) {
    patch(create("typed"), body).statusCode(400).body("code", equalTo("wrong_type"));
  }

  @Test
  void aMissingBodyIsRefused() {
    patch(create("empty"), "null").statusCode(400).body("code", equalTo("body_missing"));
  }

  @ParameterizedTest
  @ValueSource(strings = {NOBODY, "nonsense"})
  void anUnknownAccountIsNotFound(String id) {
    operator()
        .get(ACCOUNTS + "/" + id + "/limits")
        .then()
        .statusCode(404)
        .body("code", equalTo("account_not_found"));
    operator()
        .contentType(ContentType.JSON)
        .body("{}")
        .patch(ACCOUNTS + "/" + id + "/limits")
        .then()
        .statusCode(404);
  }

  @Test
  void aKeyIsNeeded() {
    io.restassured.RestAssured.get(at(create("key"), "/limits")).then().statusCode(401);
  }

  private void take(AccountId account, Charge charge) {
    limiter.take(account, List.of(charge), now()).await().atMost(WAIT);
  }

  private static ValidatableResponse get(AccountId account) {
    return operator().get(at(account, "/limits")).then().statusCode(200);
  }

  private static ValidatableResponse patch(AccountId account, String body) {
    return operator().contentType(ContentType.JSON).body(body).patch(at(account, "/limits")).then();
  }
}
