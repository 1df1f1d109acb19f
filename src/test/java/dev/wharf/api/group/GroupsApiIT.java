package dev.wharf.api.group;

import static org.hamcrest.Matchers.aMapWithSize;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.wharf.TestDatabase;
import dev.wharf.api.ApiProfile;
import dev.wharf.api.Edge;
import dev.wharf.api.FakeGroupOrders;
import dev.wharf.directory.GroupOrders.MemberOutcome;
import dev.wharf.directory.Member;
import dev.wharf.directory.Refusal;
import dev.wharf.directory.Role;
import dev.wharf.identity.AccountId;
import dev.wharf.identity.Jid;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@TestProfile(ApiProfile.class)
@QuarkusTestResource(TestDatabase.class)
class GroupsApiIT extends Edge {

  private static final Jid ADA = Jid.lid("123456789012345", 0);
  private static final Jid ADA_PN = Jid.phone("5511987654321", 0);
  private static final Jid EVE = Jid.lid("223456789012345", 0);

  @Inject FakeGroupOrders orders;

  private AccountId account;
  private Jid group;

  @BeforeEach
  void anAccountInAGroup() {
    account = create("groups");
    group =
        orders.given(
            account,
            "Crew",
            Member.of(FakeGroupOrders.SELF, Role.ADMIN),
            new Member(ADA, Optional.empty(), Optional.of(ADA_PN), Role.OWNER),
            Member.of(EVE, Role.MEMBER));
  }

  @Test
  void showsAGroupWithItsMembers() {
    operator()
        .get(path(""))
        .then()
        .statusCode(200)
        .body("$", aMapWithSize(12))
        .body("jid", equalTo(group.toString()))
        .body("subject", equalTo("Crew"))
        .body("addressingMode", equalTo("lid"))
        .body("createdAt", endsWith("Z"))
        .body("size", equalTo(3))
        .body("left", equalTo(false))
        .body("members", hasSize(3))
        .body("members[0]", aMapWithSize(5))
        .body("members[0].jid", equalTo(ADA.toString()))
        .body("members[0].phone", equalTo("+5511987654321"))
        .body("members.role", contains("owner", "admin", "member"))
        .body("members[2].phone", nullValue())
        .body("members[2].lid", equalTo(EVE.toString()));
  }

  @Test
  void listsGroupsWithoutMembers() {
    orders.given(account, "Board");
    operator()
        .get(at(account, "/groups"))
        .then()
        .statusCode(200)
        .body("items.subject", contains("Board", "Crew"))
        .body("items[1]", aMapWithSize(11))
        .body("next", nullValue());
    operator()
        .queryParam("q", "RE")
        .queryParam("limit", 1)
        .get(at(account, "/groups"))
        .then()
        .body("items.subject", contains("Crew"));
  }

  @Test
  void createsAGroupAndSaysWhoCouldNotBeAdded() {
    Jid shy = Jid.phone("4915112345601", 0);
    Jid nobody = Jid.phone("4915112345602", 0);
    Jid unheard = Jid.phone("4915112345603", 0);
    orders.answer(new MemberOutcome(shy, 403, Optional.of("Code")));
    orders.answer(new MemberOutcome(nobody, 404));
    orders.noAnswer(unheard);
    var answer =
        send(
                "POST",
                at(account, "/groups"),
                Map.of(
                    "subject",
                    "  New crew ",
                    "members",
                    List.of(
                        "+55 11 98765 4321",
                        shy.toString(),
                        nobody.toString(),
                        unheard.toString(),
                        "5511987654321")))
            .statusCode(201)
            .body("group.subject", equalTo("New crew"))
            .body("group.members", hasSize(2))
            .body(
                "outcomes.outcome",
                contains("done", "not_allowed", "not_on_whatsapp", "unanswered"))
            .body("outcomes.code", contains(200, 403, 404, 0))
            .body("outcomes[0].jid", equalTo(ADA.toString()))
            .body("outcomes[1].inviteLink", equalTo("https://chat.whatsapp.com/Code"))
            .extract();
    operator()
        .urlEncodingEnabled(false)
        .get(java.net.URI.create(answer.header("Location")).getPath())
        .then()
        .statusCode(200)
        .body("subject", equalTo("New crew"));
    assertEquals(List.of("create New crew"), orders.ordered(account));
  }

  @Test
  void createsAGroupOfOne() {
    send("POST", at(account, "/groups"), Map.of("subject", "Alone", "members", List.of()))
        .statusCode(201)
        .body("group.size", equalTo(1))
        .body("outcomes", hasSize(0));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {}                                       | 422 | validation_failed | subject
          {"members":[]}                           | 422 | validation_failed | subject
          {"subject":"s"}                          | 422 | validation_failed | members
          {"subject":"s","members":null}           | 422 | validation_failed | members
          {"subject":"  ","members":[]}            | 422 | validation_failed | subject
          {"subject":"a\\nb","members":[]}         | 422 | validation_failed | subject
          {"subject":"a\\u0000","members":[]}      | 422 | validation_failed | subject
          {"subject":"s","members":["x"]}          | 422 | validation_failed | members[0]
          {"subject":"s","members":[null]}         | 422 | validation_failed | members[0]
          {"subject":"s","members":["1@g.us"]}     | 422 | validation_failed | members[0]
          {"subject":"s","members":[1]}            | 400 | wrong_type        | members[0]
          {"subject":"s","members":{}}             | 400 | wrong_type        | members
          {"subject":5,"members":[]}               | 400 | wrong_type        | subject
          []                                       | 400 | wrong_type        |
          {                                        | 400 | malformed_json    |
          {"subject":"s","members":[],"subject":""} | 400 | malformed_json    |
          null                                     | 400 | body_missing      |
          """)
  void aNewGroupThatMakesNoSenseIsRefused(String body, int status, String code, String field) {
    refusedAlike(
        send("POST", at(account, "/groups"), body == null ? "" : body), status, code, field);
  }

  @Test
  void whatIsTooMuchIsRefused() {
    send(
            "POST",
            at(account, "/groups"),
            Map.of("subject", "s", "members", Collections.nCopies(101, "5511987654321")))
        .statusCode(422)
        .body("errors.field", contains("members"));
    send("POST", at(account, "/groups"), Map.of("subject", "s".repeat(101), "members", List.of()))
        .statusCode(422)
        .body("errors.field", contains("subject"));
    send("PATCH", path(""), Map.of("subject", "s".repeat(101), "description", "d".repeat(2_049)))
        .statusCode(422)
        .body("errors.field", contains("description", "subject"));
    assertEquals(List.of(), orders.ordered(account));
  }

  @Test
  void changesWhatIsNamedAndClearsWithNull() {
    send("PATCH", path(""), Map.of("subject", " Ship ", "description", "Line\nline"))
        .statusCode(200)
        .body("subject", equalTo("Ship"))
        .body("description", equalTo("Line\nline"))
        .body("members", hasSize(3));
    send("PATCH", path(""), "{\"description\":null}")
        .statusCode(200)
        .body("subject", equalTo("Ship"))
        .body("description", nullValue());
    send("PATCH", path(""), "{}").statusCode(200);
    assertEquals(
        List.of("subject Ship", "description Line\nline", "description none"),
        orders.ordered(account));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"subject":null}             | 422 | validation_failed | subject
          {"subject":" "}              | 422 | validation_failed | subject
          {"subject":"a\\u0007"}       | 422 | validation_failed | subject
          {"description":"a\\u0000"}   | 422 | validation_failed | description
          {"description":5}            | 400 | wrong_type        | description
          {"subject":["a"]}            | 400 | wrong_type        | subject
          "text"                       | 400 | wrong_type        |
          null                         | 400 | body_missing      |
          """)
  void aPatchThatMakesNoSenseIsRefused(String body, int status, String code, String field) {
    refusedAlike(send("PATCH", path(""), body == null ? "" : body), status, code, field);
    assertEquals(List.of(), orders.ordered(account));
  }

  @ParameterizedTest
  @CsvSource({"add, ADD", "remove, REMOVE", "promote, PROMOTE", "demote, DEMOTE"})
  void changesMembersAndSaysWhatBecameOfEach(String word, String order) {
    send("POST", path("/members"), Map.of(word, List.of(ADA_PN.toString(), EVE.toString())))
        .statusCode(200)
        .body("items", hasSize(2))
        .body("items[0].jid", equalTo(ADA.toString()))
        .body("items[0].phone", equalTo("+5511987654321"))
        .body("items.outcome", contains("done", "done"));
    assertEquals(List.of(order + " " + List.of(ADA_PN, EVE)), orders.ordered(account));
  }

  @Test
  void eachAnswerOfWhatsAppHasItsWord() {
    Jid[] people = IntStream.range(0, 6).mapToObj(i -> Jid.lid("55500" + i, 0)).toArray(Jid[]::new);
    int[] codes = {200, 403, 404, 408, 409, 500};
    for (int i = 0; i < people.length; i++) {
      orders.answer(new MemberOutcome(people[i], codes[i]));
    }
    var all = Arrays.stream(people).map(Jid::toString).toList();
    send("POST", path("/members"), Map.of("add", all))
        .body(
            "items.outcome",
            contains(
                "done",
                "not_allowed",
                "not_on_whatsapp",
                "left_recently",
                "already_a_member",
                "refused"));
    send("POST", path("/members"), Map.of("remove", all))
        .body("items[2].outcome", equalTo("not_a_member"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {}                                 | 422 | validation_failed | body
          {"add":null}                       | 422 | validation_failed | body
          {"kick":["5511987654321"]}         | 422 | validation_failed | body
          {"add":["5511987654321"],"remove":["5511987654321"]} | 422 | validation_failed | body
          {"add":[]}                         | 422 | validation_failed | add
          {"remove":["nobody"]}              | 422 | validation_failed | remove[0]
          {"promote":["1:x@lid"]}            | 422 | validation_failed | promote[0]
          {"demote":[null]}                  | 422 | validation_failed | demote[0]
          {"add":"5511987654321"}            | 400 | wrong_type        | add
          {"add":[true]}                     | 400 | wrong_type        | add[0]
          []                                 | 400 | wrong_type        |
          null                               | 400 | body_missing      |
          """)
  void aChangeOfMembersThatMakesNoSenseIsRefused(
      String body, int status, String code, String field) {
    refusedAlike(send("POST", path("/members"), body == null ? "" : body), status, code, field);
    assertEquals(List.of(), orders.ordered(account));
  }

  @Test
  void givesAndRevokesTheInvitationLink() {
    operator()
        .get(path("/invite-link"))
        .then()
        .statusCode(200)
        .body("code", equalTo("OldCode"))
        .body("link", equalTo("https://chat.whatsapp.com/OldCode"));
    operator()
        .post(path("/invite-link/revoke"))
        .then()
        .statusCode(200)
        .body("link", equalTo("https://chat.whatsapp.com/NewCode"));
  }

  @Test
  void aGroupThatWasLeftIsShownButCannotBeChanged() {
    operator()
        .post(path("/leave"))
        .then()
        .statusCode(200)
        .body("left", equalTo(true))
        .body("size", nullValue())
        .body("members", hasSize(0));
    operator().get(path("")).then().statusCode(200).body("subject", equalTo("Crew"));
    operator().get(at(account, "/groups")).then().body("items", hasSize(0));
    for (String rest : List.of("/leave", "/invite-link/revoke")) {
      operator().post(path(rest)).then().statusCode(409).body("code", equalTo("group_left"));
    }
    send("PATCH", path(""), Map.of("subject", "s")).statusCode(409);
    send("POST", path("/members"), Map.of("add", List.of("5511987654321"))).statusCode(409);
  }

  @Test
  void refreshes() {
    operator().post(at(account, "/groups/refresh")).then().statusCode(204);
    assertEquals(List.of("refresh"), orders.ordered(account));
  }

  @ParameterizedTest
  @EnumSource(Refusal.Kind.class)
  void aRefusalIsAProblem(Refusal.Kind kind) {
    orders.refuse(account, kind);
    int status =
        switch (kind) {
          case NOT_FOUND -> 404;
          case CONFLICT -> 409;
          case INVALID -> 422;
          case TOO_MANY -> 429;
          case UPSTREAM -> 502;
        };
    operator()
        .post(path("/leave"))
        .then()
        .statusCode(status)
        .contentType("application/problem+json")
        .body("code", equalTo("because_test"))
        .body("detail", equalTo("The test says so."))
        .body("action", equalTo("wait"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "120363999999999999@g.us",
        "120363999999999999",
        "4915112345678-1400000000@g.us",
        "5511987654321@s.whatsapp.net",
        "crew",
        "@g.us",
        "1@g.us",
        "12036300000000000x@g.us"
      })
  void aGroupThatIsNotThereIsAlways404(String jid) {
    String base = at(account, "/groups/" + jid);
    for (var answer :
        List.of(
            operator().get(base),
            operator().get(base + "/invite-link"),
            operator().post(base + "/invite-link/revoke"),
            operator().post(base + "/leave"),
            operator().contentType(ContentType.JSON).body("{}").patch(base),
            operator()
                .contentType(ContentType.JSON)
                .body("{\"add\":[\"5511987654321\"]}")
                .post(base + "/members"))) {
      answer.then().statusCode(404).body("code", equalTo("group_not_found"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {NOBODY, "42"})
  void anAccountThatIsNotThereIsAlways404(String id) {
    String base = ACCOUNTS + "/" + id + "/groups";
    for (var answer :
        List.of(
            operator().get(base),
            operator().get(base + "/" + group),
            operator().post(base + "/refresh"),
            operator().post(base + "/" + group + "/leave"),
            operator()
                .contentType(ContentType.JSON)
                .body("{}")
                .post(base + "/" + group + "/members"),
            operator()
                .contentType(ContentType.JSON)
                .body("{\"subject\":\"s\",\"members\":[]}")
                .post(base))) {
      answer.then().statusCode(404).body("code", equalTo("account_not_found"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {NOBODY, "42"})
  void textsAreCheckedBeforeTheAccountIsLookedFor(String id) {
    String base = ACCOUNTS + "/" + id + "/groups";
    refusedAlike(send("POST", base, "{\"members\":[\"x\"]}"), 422, "validation_failed", "subject");
    refusedAlike(
        send("PATCH", base + "/crew", "{\"subject\":null}"), 422, "validation_failed", "subject");
    refusedAlike(send("POST", base, ""), 404, "account_not_found", null);
    refusedAlike(send("PATCH", base + "/crew", ""), 404, "account_not_found", null);
  }

  private String path(String rest) {
    return at(account, "/groups/" + group + rest);
  }

  private static void refusedAlike(
      ValidatableResponse answer, int status, String code, String field) {
    answer
        .statusCode(status)
        .contentType("application/problem+json")
        .body("code", equalTo(code))
        .body(not(containsString("dev.wharf")));
    if (field != null) {
      answer.body("errors.field", contains(field));
    }
  }

  private static ValidatableResponse send(String method, String path, Object body) {
    return operator().contentType(ContentType.JSON).body(body).request(method, path).then();
  }
}
