package dev.wharf.api.contact;

import static org.hamcrest.Matchers.aMapWithSize;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.wharf.TestDatabase;
import dev.wharf.api.ApiProfile;
import dev.wharf.api.Edge;
import dev.wharf.api.FakeNumberCheck;
import dev.wharf.directory.ContactFact;
import dev.wharf.directory.Contacts;
import dev.wharf.directory.LidMap;
import dev.wharf.identity.AccountId;
import dev.wharf.identity.Jid;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@TestProfile(ApiProfile.class)
@QuarkusTestResource(TestDatabase.class)
class ContactsApiIT extends Edge {

  private static final Jid ADA = Jid.lid("123456789012345", 0);
  private static final Jid ADA_PN = Jid.phone("5511987654321", 0);
  private static final Jid EVE = Jid.lid("223456789012345", 0);

  @Inject Contacts contacts;
  @Inject LidMap lids;
  @Inject FakeNumberCheck check;

  private AccountId account;

  @BeforeEach
  void anAccountThatKnowsPeople() {
    account = create("contacts");
    lids.learn(account, Map.of(ADA, ADA_PN)).await().atMost(WAIT);
    contacts
        .learn(
            account,
            List.of(
                ContactFact.push(ADA, "ada_l"),
                ContactFact.addressBook(ADA, Optional.of("Ada Lovelace")),
                ContactFact.push(EVE, "Eve")))
        .await()
        .atMost(WAIT);
  }

  @Test
  void listsPeopleWithAllThatIsKnown() {
    operator()
        .get(at(account, "/contacts"))
        .then()
        .statusCode(200)
        .body("items", hasSize(2))
        .body("items[0]", aMapWithSize(5))
        .body("items[0].jid", equalTo(ADA.toString()))
        .body("items[0].lid", equalTo(ADA.toString()))
        .body("items[0].phone", equalTo("+5511987654321"))
        .body("items[0].name", equalTo("Ada Lovelace"))
        .body("items[0].pushName", equalTo("ada_l"))
        .body("items[1].name", equalTo("Eve"))
        .body("items[1].phone", nullValue())
        .body("next", nullValue());
  }

  @Test
  void readsPageByPageAndByText() {
    List<String> names = new ArrayList<>();
    String next = "";
    do {
      var page =
          operator()
              .queryParam("limit", 1)
              .queryParam("after", next)
              .get(at(account, "/contacts"))
              .then()
              .statusCode(200)
              .extract();
      names.addAll(page.path("items.name"));
      next = page.path("next");
    } while (next != null);
    assertEquals(List.of("Ada Lovelace", "Eve"), names);
    operator()
        .queryParam("q", "(11) 98765")
        .get(at(account, "/contacts"))
        .then()
        .body("items.name", contains("Ada Lovelace"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "123456789012345@lid",
        "123456789012345:4@lid",
        "5511987654321@s.whatsapp.net",
        "5511987654321@c.us",
        "5511987654321",
        "+55 (11) 98765-4321"
      })
  void findsAPersonByWhicheverName(String name) {
    operator()
        .get(at(account, "/contacts/{person}"), name)
        .then()
        .statusCode(200)
        .body("jid", equalTo(ADA.toString()))
        .body("name", equalTo("Ada Lovelace"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"999999999999999@lid", "+4915112345678", "4915112345678@s.whatsapp.net"})
  void aPersonOfWhomNothingIsKnownIsNotThere(String name) {
    operator()
        .get(at(account, "/contacts/{person}"), name)
        .then()
        .statusCode(404)
        .contentType("application/problem+json")
        .body("code", equalTo("contact_not_found"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ada",
        "12",
        "+0",
        "abc@lid",
        "@lid",
        "12@",
        "@",
        "120363000000000001@g.us",
        "status@broadcast",
        "1:x@lid",
        "1:-5@lid",
        "1:99999999999@lid",
        "12345678901234567890123456789012345678901234567890@lid"
      })
  void whatIsNoPersonIsRefused(String name) {
    operator()
        .get(at(account, "/contacts/{person}"), name)
        .then()
        .statusCode(422)
        .body("code", equalTo("validation_failed"))
        .body("errors.field", contains("person"));
  }

  @ParameterizedTest
  @CsvSource({
    "limit, 0, 422, validation_failed",
    "limit, 201, 422, validation_failed",
    "limit, x, 400, invalid_parameter",
    "after, nonsense!, 422, invalid_cursor",
    "after, AAAA, 422, invalid_cursor",
    "q, a\u0001b, 422, validation_failed"
  })
  void aQueryThatMakesNoSenseIsRefused(String name, String value, int status, String code) {
    operator()
        .queryParam(name, value)
        .get(at(account, "/contacts"))
        .then()
        .statusCode(status)
        .contentType("application/problem+json")
        .body("code", equalTo(code));
  }

  @Test
  void saysWhichNumbersAreOnWhatsApp() {
    check.registered(account, "5511987654321", Optional.of(ADA_PN), Optional.of(ADA));
    check.registered(account, "4915112345678", Optional.empty(), Optional.empty());
    check.unregistered(account, "4915112345679");
    check(
            Map.of(
                "phones",
                List.of(
                    "+4915112345679",
                    "+55 11 98765 4321",
                    "4915112345678",
                    "+4915112345679",
                    "+4915112345670")))
        .statusCode(200)
        .body("items", hasSize(5))
        .body(
            "items.asked",
            contains(
                "+4915112345679",
                "+5511987654321",
                "+4915112345678",
                "+4915112345679",
                "+4915112345670"))
        .body("items.onWhatsApp", contains(false, true, true, false, null))
        .body("items[1].jid", equalTo(ADA.toString()))
        .body("items[1].lid", equalTo(ADA.toString()))
        .body("items[1].phone", equalTo("+5511987654321"))
        .body("items[2].jid", equalTo("4915112345678@s.whatsapp.net"))
        .body("items[2].lid", nullValue());
  }

  @Test
  void cannotAskWithoutALink() {
    check(Map.of("phones", List.of("+4915112345678")))
        .statusCode(409)
        .body("code", equalTo("not_online"))
        .body("action", equalTo("retry_initialize"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {}                                   | 422 | validation_failed | phones
          {"phones":null}                      | 422 | validation_failed | phones
          {"phones":[]}                        | 422 | validation_failed | phones
          {"phones":["x"]}                     | 422 | validation_failed | phones[0]
          {"phones":["+4915112345678",null]}   | 422 | validation_failed | phones[1]
          {"phones":["123@lid"]}               | 422 | validation_failed | phones[0]
          {"phones":[""]}                      | 422 | validation_failed | phones[0]
          {"phones":[5511987654321]}           | 400 | wrong_type        | phones[0]
          {"phones":[[]]}                      | 400 | wrong_type        | phones[0]
          {"phones":"+4915112345678"}          | 400 | wrong_type        | phones
          []                                   | 400 | wrong_type        |
          {"phones":                           | 400 | malformed_json    |
          null                                 | 400 | body_missing      |
          """)
  void aCheckThatMakesNoSenseIsRefused(String body, int status, String code, String field) {
    check.connected(account);
    var answer = check(body == null ? "" : body).statusCode(status).body("code", equalTo(code));
    if (field != null) {
      answer.body("errors.field", contains(field)).body(not(containsString("dev.wharf")));
    }
  }

  @Test
  void everyNumberThatCannotBeReadIsNamed() {
    check(Map.of("phones", List.of("a", "+4915112345678", "b")))
        .statusCode(422)
        .body("errors.field", contains("phones[0]", "phones[2]"));
  }

  @Test
  void checksFiftyAtOnceAndNoMore() {
    check.connected(account);
    check(Map.of("phones", Collections.nCopies(50, "+4915112345678"))).statusCode(200);
    check(Map.of("phones", Collections.nCopies(51, "+4915112345678")))
        .statusCode(422)
        .body("errors.field", contains("phones"));
  }

  @ParameterizedTest
  @ValueSource(strings = {NOBODY, "42", "not-an-id"})
  void anAccountThatIsNotThereIsAlways404(String id) {
    for (String path : List.of("/contacts", "/contacts/+4915112345678")) {
      operator()
          .get(ACCOUNTS + "/" + id + path)
          .then()
          .statusCode(404)
          .body("code", equalTo("account_not_found"));
    }
    operator()
        .contentType(ContentType.JSON)
        .body("{}")
        .post(ACCOUNTS + "/" + id + "/contacts/check")
        .then()
        .statusCode(404)
        .body("code", equalTo("account_not_found"));
  }

  private ValidatableResponse check(Object body) {
    return operator()
        .contentType(ContentType.JSON)
        .body(body)
        .post(at(account, "/contacts/check"))
        .then();
  }
}
