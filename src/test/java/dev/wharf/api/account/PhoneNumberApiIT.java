package dev.wharf.api.account;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.wharf.TestDatabase;
import dev.wharf.account.Fact;
import dev.wharf.account.Refused;
import dev.wharf.api.ApiProfile;
import dev.wharf.api.Edge;
import dev.wharf.event.PairedIdentity;
import dev.wharf.identity.AccountId;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Numbers entered by hand, keys taken back, and the client version, over REST. */
@QuarkusTest
@TestProfile(ApiProfile.class)
@QuarkusTestResource(TestDatabase.class)
class PhoneNumberApiIT extends Edge {

  @Test
  void entersTheNumberOfAPairedAccount() {
    AccountId account = pairedWithoutNumber();
    put(account, "+55 (11) 98765-4321")
        .statusCode(200)
        .body("phoneNumber", equalTo("+5511987654321"));
    assertEquals(List.of("number 5511987654321"), fleet.ordered(account));
    put(account, "+5511987654321").statusCode(200);
    put(account, "+4915112345678")
        .statusCode(409)
        .body("code", equalTo("phone_number_known"))
        .body("detail", containsString("ends 21"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "12", "+0123456789", "+1", "hello", "+55119876543210000", "+999123456789"})
  void refusesAnImpossibleNumber(String number) {
    AccountId account = pairedWithoutNumber();
    put(account, number).statusCode(422).body("code", equalTo("phone_number_invalid"));
    assertEquals(List.of(), fleet.ordered(account));
  }

  @Test
  void refusesANumberForAnAccountThatIsNotPaired() {
    put(create("Unpaired"), "+5511987654321").statusCode(409).body("code", equalTo("not_paired"));
  }

  @Test
  void knowsNoNumberOfNobody() {
    put(new AccountId(java.util.UUID.fromString(NOBODY)), "+5511987654321")
        .statusCode(404)
        .body("code", equalTo("account_not_found"));
  }

  @Test
  void saysThatWhatsAppWithholdsTheNumber() {
    AccountId account = pairedWithoutNumber();
    operator()
        .post(ACCOUNTS + "/" + account + "/phone-number/refresh")
        .then()
        .statusCode(502)
        .body("code", equalTo("phone_number_withheld"))
        .body("action", equalTo("update_phone"));
    assertEquals(List.of("ask number"), fleet.ordered(account));
  }

  @Test
  void refreshesAKnownNumber() {
    AccountId account = create("Known");
    online(account, "+5511987654321");
    operator()
        .post(ACCOUNTS + "/" + account + "/phone-number/refresh")
        .then()
        .statusCode(200)
        .body("phoneNumber", equalTo("+5511987654321"));
  }

  @Test
  void takesKeysBack() {
    AccountId account = create("Logged out");
    operator().post(ACCOUNTS + "/" + account + "/restore-credentials").then().statusCode(202);
    assertEquals(List.of("restore credentials"), fleet.ordered(account));
    fleet.refuse(account, Refused.Kind.CONFLICT);
    operator().post(ACCOUNTS + "/" + account + "/restore-credentials").then().statusCode(409);
  }

  @Test
  void takesNoKeysBackWhereThereAreSome() {
    operator()
        .post(ACCOUNTS + "/" + pairedWithoutNumber() + "/restore-credentials")
        .then()
        .statusCode(409)
        .body("code", equalTo("already_paired"));
  }

  @Test
  void showsTheClientVersion() {
    operator()
        .get("/whatsapp/client-version")
        .then()
        .statusCode(200)
        .body("version", containsString("2.3000."))
        .body("source", notNullValue())
        .body("trial", nullValue());
  }

  @Test
  void refusesWhatIsNoClientVersion() {
    version(Map.of("version", "newest"))
        .statusCode(422)
        .body("code", equalTo("invalid_client_version"));
    version(Map.of()).statusCode(422).body("code", equalTo("invalid_client_version"));
    version(Map.of("version", "2.3000.1", "canary", "x"))
        .statusCode(422)
        .body("code", equalTo("invalid_canary"));
    version(Map.of("version", "2.3000.1", "canary", NOBODY))
        .statusCode(422)
        .body("code", equalTo("invalid_canary"));
  }

  private static ValidatableResponse version(Map<String, String> body) {
    return operator()
        .contentType(ContentType.JSON)
        .body(body)
        .put("/whatsapp/client-version")
        .then();
  }

  private AccountId pairedWithoutNumber() {
    AccountId account = create("No number");
    report(
        new Fact.Identified(
            account,
            now(),
            new PairedIdentity(null, "123456789012345@lid", null, "android"),
            true));
    return account;
  }

  private static ValidatableResponse put(AccountId account, String number) {
    return operator()
        .contentType(ContentType.JSON)
        .body(Map.of("phoneNumber", number))
        .put(ACCOUNTS + "/" + account + "/phone-number")
        .then();
  }
}
