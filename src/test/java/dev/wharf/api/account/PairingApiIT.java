package dev.wharf.api.account;

import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.client.j2se.BufferedImageLuminanceSource;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import dev.wharf.TestDatabase;
import dev.wharf.account.Refused;
import dev.wharf.api.ApiProfile;
import dev.wharf.api.Edge;
import dev.wharf.event.Qr;
import dev.wharf.event.Status;
import dev.wharf.identity.AccountId;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@TestProfile(ApiProfile.class)
@QuarkusTestResource(TestDatabase.class)
class PairingApiIT extends Edge {

  private AccountId warming() {
    AccountId account = create("pairing");
    move(account, Status.WARMING, "qr");
    return account;
  }

  @ParameterizedTest
  @ValueSource(strings = {"application/json", "*/*", "text/html, */*;q=0.8"})
  void asJsonItHasEveryForm(String accept) {
    AccountId account = warming();
    Qr qr = showQr(account, 2);

    operator()
        .accept(accept)
        .get(at(account, "/qr"))
        .then()
        .statusCode(200)
        .contentType(ContentType.JSON)
        .header("Cache-Control", "no-store")
        .body("text", equalTo(qr.text()))
        .body("dataUrl", startsWith("data:image/png;base64,"))
        .body("svg", startsWith("<svg "))
        .body("attempt", equalTo(2))
        .body("maxAttempts", equalTo(6))
        .body("expiresAt", startsWith(qr.expiresAt().toString().substring(0, 19)));
  }

  @Test
  void asPngItCanBeScanned() throws Exception {
    AccountId account = warming();
    Qr qr = showQr(account, 1);
    byte[] png =
        operator()
            .accept("image/png")
            .get(at(account, "/qr"))
            .then()
            .statusCode(200)
            .contentType("image/png")
            .header("Cache-Control", "no-store")
            .extract()
            .asByteArray();

    var image = ImageIO.read(new ByteArrayInputStream(png));
    var bitmap = new BinaryBitmap(new HybridBinarizer(new BufferedImageLuminanceSource(image)));
    assertEquals(qr.text(), new QRCodeReader().decode(bitmap).getText());
  }

  @Test
  void asSvgAndAsTextItIsDrawn() {
    AccountId account = warming();
    showQr(account, 1);

    operator()
        .accept("image/svg+xml")
        .get(at(account, "/qr"))
        .then()
        .statusCode(200)
        .contentType(startsWith("image/svg+xml"))
        .header("Cache-Control", "no-store")
        .body(startsWith("<svg "));
    String text =
        operator()
            .accept("text/plain")
            .get(at(account, "/qr"))
            .then()
            .statusCode(200)
            .contentType(equalTo("text/plain;charset=UTF-8"))
            .header("Cache-Control", "no-store")
            .extract()
            .asString();
    assertTrue(text.startsWith("████"), text);
  }

  @Test
  void aFormThatIsNotGivenIs406() {
    operator()
        .accept("application/pdf")
        .get(at(warming(), "/qr"))
        .then()
        .statusCode(406)
        .contentType("application/problem+json")
        .body("code", equalTo("not_acceptable"));
  }

  @Test
  void whileWarmingTheFirstCodeIsWaitedFor() throws Exception {
    AccountId account = create("slow");
    move(account, Status.WARMING, "connecting");
    var asked =
        CompletableFuture.supplyAsync(
            () -> operator().accept("application/json").get(at(account, "/qr")).then().extract());
    Qr qr = showQr(account, 1);

    var answer = asked.get(15, TimeUnit.SECONDS);
    assertEquals(200, answer.statusCode());
    assertEquals(qr.text(), answer.path("text"));
  }

  @Test
  void withoutWaitingTheAnswerComesAtOnce() {
    AccountId account = create("impatient");
    move(account, Status.WARMING, "connecting");

    operator()
        .queryParam("wait", 0)
        .get(at(account, "/qr"))
        .then()
        .statusCode(409)
        .body("code", equalTo("qr_not_showing"))
        .body("action", equalTo("wait"));
  }

  @Test
  void whereNoneShowsTheProblemSaysWhatToDo() {
    operator()
        .accept("image/png")
        .get(at(create("idle"), "/qr"))
        .then()
        .statusCode(409)
        .contentType("application/problem+json")
        .body("code", equalTo("qr_not_showing"))
        .body("detail", containsString("initialize"))
        .body("action", equalTo("retry_initialize"));
  }

  @ParameterizedTest
  @CsvSource({
    "-1, 422, validation_failed",
    "31, 422, validation_failed",
    "soon, 400, invalid_parameter"
  })
  void theWaitHasBounds(String wait, int status, String code) {
    operator()
        .queryParam("wait", wait)
        .get(at(create("bounds"), "/qr"))
        .then()
        .statusCode(status)
        .body("code", equalTo(code));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"+55 11 98765-4321", "5511987654321", "0055 (11) 98765 4321", " +5511987654321 "})
  void aPairingCodeIsIssuedForANumberHoweverItIsWritten(String number) {
    AccountId account = create("code");

    operator()
        .contentType(ContentType.JSON)
        .body(Map.of("phoneNumber", number))
        .post(at(account, "/pairing-code"))
        .then()
        .statusCode(200)
        .header("Cache-Control", "no-store")
        .body("code", equalTo("ABCD-1234"))
        .body("expiresAt", startsWith("2030-01-02T03:04:05"));
    assertEquals(List.of("5511987654321"), fleet.ordered(account));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"abc\"",
        "\"\"",
        "null",
        "\"+\"",
        "\"12\"",
        "\"+55119\"",
        "\"+551198765432112345\"",
        "\"+999123456789\"",
        "\"0123456789\"",
        "\"+٥٥\"",
        "\"\\u0000\"",
        "\"+5511987654321;ext=1234567890123456789012345\""
      })
  void aBadNumberIsRefusedWithTheFormThatIsExpected(String number) {
    operator()
        .contentType(ContentType.JSON)
        .body("{\"phoneNumber\":" + number + "}")
        .post(at(create("bad number"), "/pairing-code"))
        .then()
        .statusCode(422)
        .contentType("application/problem+json")
        .body("code", equalTo("phone_number_invalid"))
        .body("detail", allOf(containsString("+5511987654321"), not(containsString("abc"))));
  }

  @ParameterizedTest
  @CsvSource({
    "CONFLICT, 409",
    "INVALID, 422",
    "TOO_MANY, 429",
    "UPSTREAM, 502",
    "UNAVAILABLE, 503"
  })
  void aRefusalKeepsItsKind(Refused.Kind kind, int status) {
    AccountId account = create("refused");
    fleet.refuse(account, kind);

    operator()
        .contentType(ContentType.JSON)
        .body(Map.of("phoneNumber", "+5511987654321"))
        .post(at(account, "/pairing-code"))
        .then()
        .statusCode(status)
        .contentType("application/problem+json")
        .body("type", equalTo("urn:wharf:problem:because_test"))
        .body("title", equalTo("Because test"))
        .body("status", equalTo(status))
        .body("code", equalTo("because_test"))
        .body("detail", equalTo("The test says so."))
        .body("action", equalTo("wait"));
  }

  @Test
  void aPairedAccountGetsNoCode() {
    AccountId account = create("paired");
    online(account, "+5511900000003");

    operator()
        .contentType(ContentType.JSON)
        .body(Map.of("phoneNumber", "+5511987654321"))
        .post(at(account, "/pairing-code"))
        .then()
        .statusCode(409)
        .body("code", equalTo("already_paired"));
  }

  @Test
  void aBodyIsNeeded() {
    operator()
        .contentType(ContentType.JSON)
        .post(at(create("no body"), "/pairing-code"))
        .then()
        .statusCode(400)
        .body("code", equalTo("body_missing"));
  }
}
