package dev.wharf.api.media;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.oneOf;

import dev.wharf.TestDatabase;
import dev.wharf.api.ApiProfile;
import dev.wharf.api.Edge;
import dev.wharf.identity.AccountId;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files at the edge, as an installation is configured by itself. */
@QuarkusTest
@TestProfile(ApiProfile.class)
@QuarkusTestResource(TestDatabase.class)
class MediaApiIT extends Edge {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://127.0.0.1/x",
        "http://localhost/x",
        "http://[::1]/x",
        "http://0.0.0.0/x",
        "http://[::]/x",
        "http://10.1.2.3/x",
        "http://172.16.0.1/x",
        "http://192.168.1.1/x",
        "http://169.254.169.254/latest/meta-data",
        "http://100.64.0.1/x",
        "http://224.0.0.1/x",
        "http://255.255.255.255/x",
        "http://2130706433/x",
        "http://0x7f000001/x",
        "http://0x7f.0.0.1/x",
        "http://017700000001/x",
        "http://127.1/x",
        "http://[fe80::1]/x",
        "http://[fc00::1]/x",
        "http://[ff02::1]/x",
        "http://[::ffff:127.0.0.1]/x",
        "http://[::ffff:7f00:1]/x",
        "http://[64:ff9b::7f00:1]/x",
        "http://[2002:7f00:1::]/x",
        "ftp://example.org/x",
        "file:///etc/passwd",
        "http://user@example.org/x"
      })
  void noAddressLeadsIntoAPrivateNetwork(String url) {
    operator()
        .contentType(ContentType.JSON)
        .body(Map.of("to", "+5511987654321", "type", "document", "media", Map.of("url", url)))
        .post(at(active(), "/messages"))
        .then()
        .statusCode(422)
        // Whether odd ways to write a number are an address at all is for the resolver to say.
        .body("code", is(oneOf("media_url_refused", "media_fetch_failed")))
        .body("detail", not(containsString("status")));
  }

  @Test
  void aMessageWithoutAFileHasNone() {
    AccountId account = active();
    String id =
        operator()
            .contentType(ContentType.JSON)
            .body(Map.of("to", "+5511987654321", "type", "text", "text", "hello"))
            .post(at(account, "/messages"))
            .then()
            .statusCode(202)
            .extract()
            .path("messageId");
    for (String message : new String[] {id, "NONE"}) {
      operator()
          .get(at(account, "/messages/" + message + "/media"))
          .then()
          .statusCode(404)
          .body("code", equalTo(message.equals(id) ? "media_none" : "message_not_found"));
    }
    operator().get(at(account, "/messages/" + id + "/media?chat=x")).then().statusCode(422);
  }

  @Test
  void aFileThatWaitsToBeSentCanBeLookedAt() {
    AccountId account = active();
    byte[] file = "a file".getBytes(java.nio.charset.StandardCharsets.UTF_8);
    String upload =
        operator()
            .contentType("application/pdf")
            .body(file)
            .post(at(account, "/media?fileName=a.pdf"))
            .then()
            .statusCode(201)
            .body("type", equalTo("document"))
            .body("size", equalTo(file.length))
            .extract()
            .path("uploadId");
    String id =
        operator()
            .contentType(ContentType.JSON)
            .body(
                Map.of(
                    "to", "+5511987654321",
                    "type", "document",
                    "text", "read it",
                    "media", Map.of("uploadId", upload)))
            .post(at(account, "/messages"))
            .then()
            .statusCode(202)
            .extract()
            .path("messageId");
    operator()
        .get(at(account, "/messages/" + id))
        .then()
        .body("content.text", equalTo("read it"))
        .body("content.media.fileName", equalTo("a.pdf"))
        .body("content.media.size", equalTo(file.length));
    operator()
        .get(at(account, "/messages/" + id + "/media"))
        .then()
        .statusCode(200)
        .header("Content-Disposition", "attachment; filename=\"a.pdf\"; filename*=UTF-8''a.pdf")
        .body(equalTo("a file"));
    operator()
        .contentType("application/pdf")
        .body(file)
        .post(at(AccountId.parse(NOBODY), "/media"))
        .then()
        .statusCode(404);
  }

  private AccountId active() {
    AccountId account = create("Media");
    online(account, "+5511900000000");
    return account;
  }
}
