package dev.wharf.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/** Wharf's REST API. */
final class Rest {

  static final String KEY = "bench-key-0123456789abcdef";

  private static final ObjectMapper JSON = new ObjectMapper();

  private final int port;
  /** What most clients of a REST API speak; the first request of HTTP/2 asks for an upgrade. */
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  Rest(int port) {
    this.port = port;
  }

  int port() {
    return port;
  }

  HttpClient client() {
    return http;
  }

  /** Opens a WebSocket, once. */
  String ticket() throws Exception {
    return post("/ws/tickets").get("ticket").asText();
  }

  JsonNode post(String path) throws Exception {
    return read(path, send("POST", path, null));
  }

  JsonNode post(String path, String body) throws Exception {
    return read(path, send("POST", path, body));
  }

  JsonNode get(String path) throws Exception {
    return JSON.readTree(send("GET", path, null).body());
  }

  void delete(String path) throws Exception {
    send("DELETE", path, null);
  }

  boolean answers(String path) throws Exception {
    return send("GET", path, null).statusCode() == 200;
  }

  HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
        .header("X-Api-Key", KEY)
        .header("Content-Type", "application/json")
        .header("Accept", "application/json");
  }

  private static JsonNode read(String path, HttpResponse<String> answer) throws IOException {
    if (answer.statusCode() >= 300) {
      throw new IllegalStateException(path + " " + answer.body());
    }
    return JSON.readTree(answer.body());
  }

  private HttpResponse<String> send(String method, String path, String body) throws Exception {
    var publisher =
        body == null
            ? HttpRequest.BodyPublishers.noBody()
            : HttpRequest.BodyPublishers.ofString(body);
    return http.send(
        request(path).method(method, publisher).build(), HttpResponse.BodyHandlers.ofString());
  }
}
