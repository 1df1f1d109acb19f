package dev.wharf.sandbox;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wharf.protocol.node.Node;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.cert.CertificateFactory;
import java.util.Base64;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
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

  @BeforeAll
  static void start() throws Exception {
    running = Running.ephemeral();
    http =
        HttpClient.newBuilder().sslContext(trusting(running.sandbox.tlsCertificatePem())).build();
    file = TestCompanion.bytes(100_000);
    byte[] hash = MessageDigest.getInstance("SHA-256").digest(file);
    token = Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
  }

  @AfterAll
  static void stop() {
    http.close();
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
    var upload = call("POST", "/mms/image/" + token + padding + "?auth=sandbox&token=x");
    assertEquals(200, upload.statusCode());
    var said = new JsonObject(Buffer.buffer(upload.body()));
    String path = said.getString("direct_path");
    assertEquals("https://127.0.0.1:" + running.sandbox.tlsPort() + path, said.getString("url"));
    for (String more :
        new String[] {"", "?auth=sandbox&token=x", "&hash=x&mms-type=image&__wa-mms="}) {
      var got = call("GET", path + more);
      assertEquals(200, got.statusCode());
      assertArrayEquals(file, got.body());
    }
    var part = call("GET", path, "range", "bytes=10-19");
    assertEquals(206, part.statusCode());
    assertArrayEquals(java.util.Arrays.copyOfRange(file, 10, 20), part.body());
    assertEquals("bytes 10-19/100000", part.headers().firstValue("content-range").orElseThrow());
    assertEquals(416, call("GET", path, "range", "bytes=100000-").statusCode());
    String resume = "/mms/image/" + token + "?auth=sandbox&resume=1";
    assertEquals(
        "complete", new JsonObject(Buffer.buffer(call("POST", resume).body())).getString("resume"));
    assertEquals(200, call("DELETE", "/mms/image/" + token).statusCode());
    assertEquals(404, call("GET", path).statusCode());
    assertEquals(404, call("POST", resume).statusCode());
  }

  @Test
  void anUploadWithoutAuthOrUnderAnotherHashIsRefused() {
    String path = "/mms/video/" + token;
    assertEquals(401, call("POST", path).statusCode());
    assertEquals(401, call("POST", path + "?auth=other").statusCode());
    assertEquals(400, call("POST", "/mms/video/AAAA?auth=sandbox").statusCode());
    assertEquals(405, call("PUT", path).statusCode());
    assertEquals(404, call("GET", "/v/nowhere").statusCode());
  }

  private static HttpResponse<byte[]> call(String method, String uri, String... headers) {
    var address = URI.create("https://127.0.0.1:" + running.sandbox.tlsPort() + uri);
    boolean uploads = method.equals("POST") || method.equals("PUT");
    var body =
        uploads
            ? HttpRequest.BodyPublishers.ofByteArray(file)
            : HttpRequest.BodyPublishers.noBody();
    var request = HttpRequest.newBuilder(address).method(method, body);
    if (headers.length > 0) {
      request.headers(headers);
    }
    try {
      return http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** Trusts the sandbox's own certificate, and nothing else. */
  private static SSLContext trusting(String pem) throws Exception {
    var certificate =
        CertificateFactory.getInstance("X.509")
            .generateCertificate(new ByteArrayInputStream(pem.getBytes()));
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry("sandbox", certificate);
    var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }
}
