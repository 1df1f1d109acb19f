package dev.wharf.endtoend;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.stream.StreamSupport;

/** The sandbox's admin API: what phones do, what goes wrong, and what the server saw. */
final class SandboxDesk {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient http = HttpClient.newHttpClient();
  private final String url;

  SandboxDesk(String url) {
    this.url = url;
  }

  /** The phone scans the code; 200 if that led to a pairing. */
  int scan(String phone, String qr) throws Exception {
    return send("POST", "/admin/mock-phone/scan-qr?phone=" + phone, qr).statusCode();
  }

  int enterCode(String phone, String code) throws Exception {
    var body = JSON.createObjectNode().put("phone", phone).put("code", code);
    return send("POST", "/admin/mock-phone/enter-code", body.toString()).statusCode();
  }

  int removeDevice(String phone, int device) throws Exception {
    var body = JSON.createObjectNode().put("phone", phone).put("device", device);
    return send("POST", "/admin/mock-phone/remove-device", body.toString()).statusCode();
  }

  /**
   * @param faults one or a list, as JSON with single quotes
   */
  void faults(String faults) throws Exception {
    var answer = send("POST", "/admin/faults", faults.replace('\'', '"'));
    if (answer.statusCode() / 100 != 2) {
      throw new AssertionError("the sandbox refuses " + faults + ": " + answer.body());
    }
  }

  void clearFaults() throws Exception {
    send("DELETE", "/admin/faults", "");
  }

  /** The owner of a phone writes to somebody, by number. */
  void write(String phone, String to, String text) throws Exception {
    var body = JSON.createObjectNode().put("to", to).put("text", text);
    var answer = send("POST", "/admin/accounts/" + phone + "/send", body.toString());
    if (answer.statusCode() != 200) {
      throw new AssertionError("the phone cannot write: " + answer.body());
    }
  }

  /** What a phone has read. */
  JsonNode inbox(String phone) throws Exception {
    return JSON.readTree(send("GET", "/admin/accounts/" + phone + "/inbox", "").body());
  }

  /** What the server saw. */
  Seen seen() throws Exception {
    return new Seen(JSON.readTree(send("GET", "/admin/accounts", "").body()));
  }

  record Seen(JsonNode json) {

    int connections() {
      return json.path("connections").asInt();
    }

    /** Connections of logged-in clients that ended by a close frame of the client. */
    int orderlyCloses() {
      return json.path("orderlyCloses").asInt(-1);
    }

    /** Logins that met an older link of the same device. */
    int duplicateLogins() {
      return StreamSupport.stream(json.path("accounts").spliterator(), false)
          .flatMap(account -> StreamSupport.stream(account.path("devices").spliterator(), false))
          .mapToInt(device -> device.path("duplicateLogins").asInt())
          .sum();
    }

    int logins() {
      return StreamSupport.stream(json.path("accounts").spliterator(), false)
          .flatMap(account -> StreamSupport.stream(account.path("devices").spliterator(), false))
          .mapToInt(device -> device.path("logins").asInt())
          .sum();
    }

    /** The companions of that phone that are connected. */
    long connected(String phone) {
      return StreamSupport.stream(json.path("accounts").spliterator(), false)
          .filter(account -> account.path("phone").asText().equals(phone))
          .mapToLong(Seen::connectedOf)
          .sum();
    }

    /** Phones with more than one companion connected. */
    List<String> twice() {
      return StreamSupport.stream(json.path("accounts").spliterator(), false)
          .filter(account -> connectedOf(account) > 1)
          .map(account -> "two links of one account: " + account)
          .toList();
    }

    private static long connectedOf(JsonNode account) {
      return StreamSupport.stream(account.path("devices").spliterator(), false)
          .filter(device -> device.path("connected").asBoolean())
          .count();
    }

    /** The newest companion of that phone; 0 if there is none. */
    int newestDevice(String phone) {
      return StreamSupport.stream(json.path("accounts").spliterator(), false)
          .filter(account -> account.path("phone").asText().equals(phone))
          .flatMap(account -> StreamSupport.stream(account.path("devices").spliterator(), false))
          .mapToInt(device -> device.path("id").asInt())
          .max()
          .orElse(0);
    }

    int devices() {
      return StreamSupport.stream(json.path("accounts").spliterator(), false)
          .mapToInt(account -> account.path("devices").size())
          .sum();
    }
  }

  private HttpResponse<String> send(String method, String path, String body) throws Exception {
    var request =
        HttpRequest.newBuilder(URI.create(url + path))
            .method(method, HttpRequest.BodyPublishers.ofString(body))
            .timeout(Duration.ofSeconds(30))
            .build();
    return http.send(request, HttpResponse.BodyHandlers.ofString());
  }
}
