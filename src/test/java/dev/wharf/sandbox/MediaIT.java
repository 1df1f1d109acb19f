package dev.wharf.sandbox;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wharf.protocol.node.Node;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.JsonObject;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The media server, with every URL that clients make. */
class MediaIT {

  private static Running running;
  private static HttpClient http;
  private static byte[] file;
  private static String token;

  private record Answer(int status, HttpClientResponse response, byte[] body) {}

  @BeforeAll
  static void start() throws Exception {
    running = Running.ephemeral();
    http =
        running.vertx.createHttpClient(
            new HttpClientOptions().setSsl(true).setTrustAll(true).setVerifyHost(false));
    file = TestCompanion.bytes(100_000);
    byte[] hash = MessageDigest.getInstance("SHA-256").digest(file);
    token = Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
  }

  @AfterAll
  static void stop() {
    running.close();
  }

  @Test
  void mediaConnNamesTheTlsPortOverPlainAndSecureConnections() throws Exception {
    try (Member member = Member.join(running, "")) {
      Node media = member.ask(TestCompanion.request("w:m", "set").children(Node.of("media_conn")));
      Node conn = media.childList().getFirst();
      assertEquals(
          "127.0.0.1:" + running.sandbox.tlsPort(),
          conn.childList().getFirst().string("hostname").orElseThrow());
      for (String number : new String[] {"ttl", "auth_ttl", "max_buckets"}) {
        assertTrue(conn.string(number).orElseThrow().matches("[0-9]+"), number);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "=", "%3D"})
  void aFileComesBackByTheUrlsOfAllClients(String padding) throws Exception {
    Answer upload =
        call(HttpMethod.POST, "/mms/image/" + token + padding + "?auth=sandbox&token=x", Map.of());
    assertEquals(200, upload.status());
    var said = new JsonObject(Buffer.buffer(upload.body()));
    String path = said.getString("direct_path");
    assertEquals("https://127.0.0.1:" + running.sandbox.tlsPort() + path, said.getString("url"));
    for (String more :
        new String[] {"", "?auth=sandbox&token=x", "&hash=x&mms-type=image&__wa-mms="}) {
      Answer got = call(HttpMethod.GET, path + more, Map.of());
      assertEquals(200, got.status());
      assertArrayEquals(file, got.body());
    }
    Answer part = call(HttpMethod.GET, path, Map.of("range", "bytes=10-19"));
    assertEquals(206, part.status());
    assertArrayEquals(java.util.Arrays.copyOfRange(file, 10, 20), part.body());
    assertEquals("bytes 10-19/100000", part.response().getHeader("content-range"));
    assertEquals(416, call(HttpMethod.GET, path, Map.of("range", "bytes=100000-")).status());
    String resume = "/mms/image/" + token + "?auth=sandbox&resume=1";
    assertEquals(
        "complete",
        new JsonObject(Buffer.buffer(call(HttpMethod.POST, resume, Map.of()).body()))
            .getString("resume"));
    assertEquals(200, call(HttpMethod.DELETE, "/mms/image/" + token, Map.of()).status());
    assertEquals(404, call(HttpMethod.GET, path, Map.of()).status());
    assertEquals(404, call(HttpMethod.POST, resume, Map.of()).status());
  }

  @Test
  void anUploadWithoutAuthOrUnderAnotherHashIsRefused() {
    String path = "/mms/video/" + token;
    assertEquals(401, call(HttpMethod.POST, path, Map.of()).status());
    assertEquals(401, call(HttpMethod.POST, path + "?auth=other", Map.of()).status());
    assertEquals(400, call(HttpMethod.POST, "/mms/video/AAAA?auth=sandbox", Map.of()).status());
    assertEquals(400, call(HttpMethod.POST, "/mms/video/%zz?auth=sandbox", Map.of()).status());
    assertEquals(405, call(HttpMethod.PUT, path, Map.of()).status());
    assertEquals(404, call(HttpMethod.GET, "/v/nowhere", Map.of()).status());
  }

  private static Answer call(HttpMethod method, String uri, Map<String, String> headers) {
    var options =
        new RequestOptions()
            .setMethod(method)
            .setHost("127.0.0.1")
            .setPort(running.sandbox.tlsPort())
            .setURI(uri);
    headers.forEach(options::putHeader);
    return Waiting.on(
        http.request(options)
            .compose(
                request ->
                    method == HttpMethod.POST || method == HttpMethod.PUT
                        ? request.send(Buffer.buffer(file))
                        : request.send())
            .compose(
                response ->
                    response
                        .body()
                        .map(
                            body -> new Answer(response.statusCode(), response, body.getBytes()))));
  }
}
