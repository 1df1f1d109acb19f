package dev.wharf.api.account;

import static org.hamcrest.Matchers.aMapWithSize;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.wharf.TestDatabase;
import dev.wharf.account.Fact;
import dev.wharf.api.ApiProfile;
import dev.wharf.api.Edge;
import dev.wharf.event.Action;
import dev.wharf.event.EventJson;
import dev.wharf.event.Reason;
import dev.wharf.event.Status;
import dev.wharf.identity.AccountId;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@TestProfile(ApiProfile.class)
@QuarkusTestResource(TestDatabase.class)
class AccountsApiIT extends Edge {

  @Inject EventJson json;
  @Inject ObjectMapper mapper;

  @Test
  void aNewAccountIsShownWithItsPlace() {
    String externalId = UUID.randomUUID().toString();
    var created =
        operator()
            .contentType(ContentType.JSON)
            .body(
                Map.of(
                    "name", "  Support Berlin ",
                    "tenant", "acme",
                    "externalId", externalId,
                    "metadata", Map.of("team", "north", "tags", List.of(1, 2)),
                    "unknown", "is ignored"))
            .post(ACCOUNTS)
            .then()
            .statusCode(201)
            .contentType(ContentType.JSON)
            .body("name", equalTo("Support Berlin"))
            .body("tenant", equalTo("acme"))
            .body("externalId", equalTo(externalId))
            .body("metadata.tags", contains(1, 2))
            .body("status", equalTo("inactive"))
            .body("state", equalTo("created"))
            .body("since", notNullValue())
            .body("wanted", equalTo(false))
            .body("paired", equalTo(false))
            .body("phoneNumber", nullValue())
            .body("createdAt", endsWith("Z"))
            .body("$", aMapWithSize(20))
            .extract();

    String id = created.path("id");
    assertEquals(
        "/whatsapp/accounts/" + id, java.net.URI.create(created.header("Location")).getPath());
    operator().get(created.header("Location")).then().statusCode(200).body("id", equalTo(id));
  }

  @Test
  void restAndPushShowTheSameAccount() throws Exception {
    AccountId account = create("same");
    online(account, "+5511987654321");
    String rest = operator().get(at(account, "")).then().statusCode(200).extract().asString();

    assertEquals(json.account(board.view(account).orElseThrow()), mapper.readTree(rest));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {}                                     | name
          {"name":null}                          | name
          {"name":""}                            | name
          {"name":"   "}                         | name
          {"name":"a\\u0000b"}                   | name
          {"name":"a\\nb"}                       | name
          {"name":"ok","tenant":"a\\u0007"}      | tenant
          {"name":"ok","externalId":"a\\u0000"}  | externalId
          {"name":"ok","metadata":{"a":"\\u0000"}}   | metadata
          {"name":"ok","metadata":{"\\u0000":[]}}    | metadata
          {"name":"ok","metadata":{"a":[{"b":"\\u0000"}]}} | metadata
          {"name":"ok","proxy":"ftp://host:1"}   | proxy
          {"name":"ok","proxy":"nonsense"}       | proxy
          """)
  void aFieldThatIsNotAcceptedIsNamed(String body, String field) {
    operator()
        .contentType(ContentType.JSON)
        .body(body)
        .post(ACCOUNTS)
        .then()
        .statusCode(422)
        .contentType("application/problem+json")
        .body("code", equalTo("validation_failed"))
        .body("errors.field", contains(field))
        .body("errors[0].message", notNullValue());
  }

  @Test
  void whatIsTooLongIsRefusedAllAtOnce() {
    operator()
        .contentType(ContentType.JSON)
        .body(
            Map.of(
                "name", "n".repeat(101),
                "tenant", "t".repeat(201),
                "externalId", "e".repeat(201),
                "metadata", Map.of("text", "m".repeat(8 * 1024))))
        .post(ACCOUNTS)
        .then()
        .statusCode(422)
        .body("errors.field", contains("externalId", "metadata", "name", "tenant"));
  }

  @Test
  void theLongestThatIsAllowedIsTaken() {
    create(
        Map.of(
            "name", "n".repeat(100),
            "tenant", "t".repeat(200),
            "externalId", UUID.randomUUID() + "e".repeat(164),
            "metadata", Map.of("text", "m".repeat(8 * 1024 - 11))));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"name":        | malformed_json
          {name:"a"}      | malformed_json
          not json        | malformed_json
          {"name":"a"}}   |
          ""              | wrong_type
          []              | wrong_type
          "text"          | wrong_type
          5               | wrong_type
          {"name":5}      | wrong_type
          {"name":true}   | wrong_type
          {"name":{}}     | wrong_type
          {"name":["a"]}  | wrong_type
          {"name":"a","metadata":[]}  | wrong_type
          {"name":"a","metadata":"x"} | wrong_type
          null            | body_missing
          '               '| body_missing
          """)
  void aBodyThatCannotBeReadIsRefusedWithoutNamesOfClasses(String body, String code) {
    var answer =
        operator()
            .contentType(ContentType.JSON)
            .body(body == null ? "" : body)
            .post(ACCOUNTS)
            .then();
    if (code == null) {
      answer.statusCode(not(equalTo(500)));
      return;
    }
    answer
        .statusCode(400)
        .contentType("application/problem+json")
        .body("code", equalTo(code))
        .body(not(containsString("dev.wharf")))
        .body(not(containsString("java")))
        .body(not(containsString("Exception")));
  }

  @Test
  void malformedJsonIsToldByItsPlace() {
    operator()
        .contentType(ContentType.JSON)
        .body("{\n  \"name\": oops }")
        .post(ACCOUNTS)
        .then()
        .statusCode(400)
        .body("detail", containsString("line 2, column"));
  }

  @Test
  void nestingWithoutEndIsRefused() {
    operator()
        .contentType(ContentType.JSON)
        .body("{\"name\":\"a\",\"metadata\":{\"a\":" + "[".repeat(1_500) + "]".repeat(1_500) + "}}")
        .post(ACCOUNTS)
        .then()
        .statusCode(400)
        .body("code", equalTo("malformed_json"));
  }

  @Test
  void aBodyThatIsMissingIsAskedFor() {
    for (var request : List.of("POST", "PATCH")) {
      String path = request.equals("POST") ? ACCOUNTS : at(create("x"), "");
      operator()
          .contentType(ContentType.JSON)
          .request(request, path)
          .then()
          .statusCode(400)
          .body("code", equalTo("body_missing"));
    }
  }

  @Test
  void anExternalIdThatIsTakenIsAConflict() {
    String externalId = UUID.randomUUID().toString();
    create(Map.of("name", "a", "externalId", externalId));

    operator()
        .contentType(ContentType.JSON)
        .body(Map.of("name", "b", "externalId", externalId))
        .post(ACCOUNTS)
        .then()
        .statusCode(409)
        .body("code", equalTo("external_id_taken"));
  }

  @Test
  void aListIsReadPageByPage() {
    String tenant = UUID.randomUUID().toString();
    List<String> made = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      made.add(create(Map.of("name", "n" + i, "tenant", tenant)).toString());
    }
    List<String> seen = new ArrayList<>();
    String next = "";
    int pages = 0;
    do {
      var page =
          operator()
              .queryParam("tenant", tenant)
              .queryParam("limit", 2)
              .queryParam("after", next)
              .get(ACCOUNTS)
              .then()
              .statusCode(200)
              .extract();
      seen.addAll(page.path("items.id"));
      next = page.path("next");
      pages++;
    } while (next != null);

    assertEquals(made, seen);
    assertEquals(3, pages);
  }

  @Test
  void aListIsNarrowedByStatusTenantAndText() {
    String tenant = UUID.randomUUID().toString();
    AccountId active = create(Map.of("name", "Alpha", "tenant", tenant));
    create(Map.of("name", "Beta", "tenant", tenant));
    AccountId warming = create(Map.of("name", "Gamma", "tenant", tenant));
    online(active, "+5511900000001");
    move(warming, Status.WARMING, "qr");

    assertEquals(List.of("Alpha"), names("tenant", tenant, "status", "active"));
    assertEquals(List.of("Alpha", "Gamma"), names("tenant", tenant, "status", "active, warming"));
    assertEquals(List.of("Beta"), names("tenant", tenant, "q", "bet"));
    assertEquals(List.of(), names("tenant", tenant, "q", "nobody"));
    assertEquals(List.of(), names("tenant", UUID.randomUUID().toString()));
  }

  private static List<String> names(String... query) {
    var request = operator();
    for (int i = 0; i < query.length; i += 2) {
      request.queryParam(query[i], query[i + 1]);
    }
    return request.get(ACCOUNTS).then().statusCode(200).extract().path("items.name");
  }

  @ParameterizedTest
  @CsvSource({
    "limit, 0, 422, validation_failed",
    "limit, 201, 422, validation_failed",
    "limit, -1, 422, validation_failed",
    "limit, many, 400, invalid_parameter",
    "limit, 99999999999999999999, 400, invalid_parameter",
    "limit, 1.5, 400, invalid_parameter",
    "status, happy, 422, validation_failed",
    "after, nonsense, 422, invalid_cursor"
  })
  void aQueryThatMakesNoSenseIsRefused(String name, String value, int status, String code) {
    operator()
        .queryParam(name, value)
        .get(ACCOUNTS)
        .then()
        .statusCode(status)
        .contentType("application/problem+json")
        .body("code", equalTo(code));
  }

  @Test
  void aPatchChangesWhatItNamesAndClearsWithNull() {
    AccountId account = create(Map.of("name", "old", "tenant", "acme", "metadata", Map.of("a", 1)));

    operator()
        .contentType(ContentType.JSON)
        .body(Map.of("name", " new "))
        .patch(at(account, ""))
        .then()
        .statusCode(200)
        .body("name", equalTo("new"))
        .body("tenant", equalTo("acme"))
        .body("metadata.a", equalTo(1));
    Map<String, Object> clearing = new HashMap<>();
    clearing.put("tenant", null);
    clearing.put("metadata", null);
    operator()
        .contentType(ContentType.JSON)
        .body(clearing)
        .patch(at(account, ""))
        .then()
        .statusCode(200)
        .body("name", equalTo("new"))
        .body("tenant", nullValue())
        .body("metadata", aMapWithSize(0));
  }

  @Test
  void thePresenceIsSetShownAndLeftToTheProcessAgain() {
    AccountId account = create("seen");
    operator().get(at(account, "")).then().body("presence", nullValue());
    operator()
        .contentType(ContentType.JSON)
        .body("{\"presence\":\"auto\"}")
        .patch(at(account, ""))
        .then()
        .statusCode(200)
        .body("presence", equalTo("auto"));
    operator()
        .contentType(ContentType.JSON)
        .body("{\"name\":\"other\"}")
        .patch(at(account, ""))
        .then()
        .body("presence", equalTo("auto"));
    operator()
        .contentType(ContentType.JSON)
        .body("{\"presence\":null}")
        .patch(at(account, ""))
        .then()
        .body("presence", nullValue());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"presence\":\"AUTO\"}",
        "{\"name\":null}",
        "{\"name\":\" \"}",
        "{\"tenant\":\"\\u0000\"}"
      })
  void aPatchIsCheckedToo(String body) {
    operator()
        .contentType(ContentType.JSON)
        .body(body)
        .patch(at(create("a"), ""))
        .then()
        .statusCode(422)
        .body("code", equalTo("validation_failed"));
  }

  @ParameterizedTest
  @ValueSource(strings = {NOBODY, "42"})
  void aPatchIsCheckedBeforeItsAccountIsLookedFor(String id) {
    var path = ACCOUNTS + "/" + id;
    operator()
        .contentType(ContentType.JSON)
        .body("{\"name\":null}")
        .patch(path)
        .then()
        .statusCode(422);
    operator().contentType(ContentType.JSON).body("{}").patch(path).then().statusCode(404);
  }

  @Test
  void aDeletedAccountIsGone() {
    AccountId account = create("going");

    operator().delete(at(account, "")).then().statusCode(204);
    operator().get(at(account, "")).then().statusCode(404);
    operator().delete(at(account, "")).then().statusCode(404);
    assertEquals(List.of("DELETE"), fleet.ordered(account));
  }

  @Test
  void theStatusIsTheStandingAlone() {
    AccountId account = create("status");
    var reason = new Reason("qr_expired", "wharf", "Nobody scanned.", Action.RETRY_INITIALIZE);
    move(account, Status.INACTIVE, "qr_expired", reason);

    operator()
        .get(at(account, "/status"))
        .then()
        .statusCode(200)
        .body("id", equalTo(account.toString()))
        .body("status", equalTo("inactive"))
        .body("state", equalTo("qr_expired"))
        .body("reason.code", equalTo("qr_expired"))
        .body("reason.origin", equalTo("wharf"))
        .body("reason.message", equalTo("Nobody scanned."))
        .body("reason.action", equalTo("retry_initialize"))
        .body("$", aMapWithSize(8));
  }

  @Test
  void theTimelineIsReadBackwards() {
    AccountId account = create("history");
    for (int i = 0; i < 5; i++) {
      report(new Fact.Step(account, now(), i, "dial", 10 + i, "ok"));
    }
    var first =
        operator()
            .queryParam("limit", 3)
            .get(at(account, "/timeline"))
            .then()
            .statusCode(200)
            .body("items.link", contains(4, 3, 2))
            .body("items[0].step", equalTo("dial"))
            .body("items[0].durationMs", equalTo(14))
            .body("items[0].outcome", equalTo("ok"))
            .body("items[0].status", nullValue())
            .extract();

    String next =
        operator()
            .queryParam("before", first.<String>path("next"))
            .get(at(account, "/timeline"))
            .then()
            .statusCode(200)
            .body("items.link[0]", equalTo(1))
            .body("items.link[1]", equalTo(0))
            .extract()
            .path("next");
    assertNull(next);
  }

  @Test
  void theTimelineOfOneLinkOrKindCanBeAskedFor() {
    AccountId account = create("a");
    report(new Fact.Step(account, now(), 1, "dial", 12, "ok"));
    report(new Fact.Step(account, now(), 2, "dial", 11, "ok"));
    report(new Fact.Step(account, now(), 2, "tls", 30, "ok"));
    report(new Fact.Trouble(account, now(), "odd", "Odd.", null));
    String path = at(account, "/timeline");

    operator()
        .get(path + "?kind=step&link=2")
        .then()
        .statusCode(200)
        .body("items.step", contains("tls", "dial"))
        .body("items.durationMs", contains(30, 11))
        .body("items.outcome", contains("ok", "ok"));
    operator().get(path + "?kind=step,error").then().body("items.kind", hasSize(4));
    String next =
        operator().get(path + "?kind=step&limit=2").then().extract().path("next").toString();
    operator()
        .get(path + "?kind=step&limit=2&before=" + next)
        .then()
        .body("items.link", contains(1))
        .body("next", nullValue());
  }

  @ParameterizedTest
  @CsvSource({"kind=steps, 422", "kind=step&link=x, 400", "link=1.5, 400"})
  void aFilterOfTheTimelineThatIsNoneIsRefused(String query, int status) {
    operator().get(at(create("a"), "/timeline?" + query)).then().statusCode(status);
  }

  @Test
  void aTimelineCursorIsANumber() {
    operator()
        .queryParam("before", "x")
        .get(at(create("a"), "/timeline"))
        .then()
        .statusCode(400)
        .body("code", equalTo("invalid_parameter"));
  }

  @ParameterizedTest
  @ValueSource(strings = {NOBODY, "42", "not-an-id", "%00", "..%2f", "0-0-0-0-0"})
  void anAccountThatIsNotThereIsAlways404(String id) {
    List<String[]> requests =
        List.of(
            new String[] {"GET", ""},
            new String[] {"DELETE", ""},
            new String[] {"GET", "/status"},
            new String[] {"GET", "/timeline"},
            new String[] {"GET", "/qr"},
            new String[] {"POST", "/initialize"},
            new String[] {"POST", "/stop"},
            new String[] {"POST", "/reconnect"},
            new String[] {"POST", "/reset"},
            new String[] {"POST", "/logout"});
    for (String[] request : requests) {
      operator()
          .urlEncodingEnabled(false)
          .request(request[0], ACCOUNTS + "/" + id + request[1])
          .then()
          .statusCode(404)
          .contentType("application/problem+json")
          .body("code", equalTo("account_not_found"));
    }
    operator()
        .urlEncodingEnabled(false)
        .contentType(ContentType.JSON)
        .body("{\"name\":\"x\"}")
        .patch(ACCOUNTS + "/" + id)
        .then()
        .statusCode(404);
    operator()
        .urlEncodingEnabled(false)
        .contentType(ContentType.JSON)
        .body("{\"phoneNumber\":\"+5511987654321\"}")
        .post(ACCOUNTS + "/" + id + "/pairing-code")
        .then()
        .statusCode(404)
        .body("code", equalTo("account_not_found"));
  }

  @ParameterizedTest
  @CsvSource({"initialize, INITIALIZE", "stop, STOP", "reset, RESET", "logout, LOGOUT"})
  void aCommandIsAcceptedWithTheAccountAsItIsNow(String command, String order) {
    AccountId account = create(command);

    operator()
        .post(at(account, "/" + command))
        .then()
        .statusCode(202)
        .body("id", equalTo(account.toString()))
        .body("wanted", equalTo(command.equals("initialize")));
    assertEquals(List.of(order), fleet.ordered(account));
  }

  @Test
  void initializingTwiceIsFine() {
    AccountId account = create("twice");

    operator().post(at(account, "/initialize")).then().statusCode(202);
    operator()
        .post(at(account, "/initialize"))
        .then()
        .statusCode(202)
        .body("wanted", equalTo(true));
  }

  @Test
  void onlyAPairedAccountCanBeReconnected() {
    AccountId account = create("reconnect");
    operator()
        .post(at(account, "/reconnect"))
        .then()
        .statusCode(409)
        .body("code", equalTo("not_paired"))
        .body("action", equalTo("retry_initialize"));
    online(account, "+5511900000002");

    operator().post(at(account, "/reconnect")).then().statusCode(202);
    assertEquals(List.of("RECONNECT"), fleet.ordered(account));
  }

  @Test
  void aPageHoldsFiftyUnlessAskedOtherwise() {
    operator().get(ACCOUNTS).then().statusCode(200).body("items", not(hasSize(51)));
  }
}
