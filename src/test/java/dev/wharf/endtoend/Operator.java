package dev.wharf.endtoend;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What people do with accounts over REST. */
final class Operator {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final WharfProcess wharf;

  Operator(WharfProcess wharf) {
    this.wharf = wharf;
  }

  /** An account as REST shows it. */
  record Account(JsonNode json) {
    String id() {
      return json.path("id").asText();
    }

    String name() {
      return json.path("name").asText();
    }

    String status() {
      return json.path("status").asText();
    }

    String state() {
      return json.path("state").asText();
    }

    boolean wanted() {
      return json.path("wanted").asBoolean();
    }

    boolean paired() {
      return json.path("paired").asBoolean();
    }

    boolean isActive() {
      return status().equals("active");
    }

    String code() {
      return json.path("reason").path("code").asText("-");
    }

    /** For output: where it is and why. */
    String place() {
      return status() + "/" + state() + "(" + code() + ")";
    }
  }

  String create(String name) throws Exception {
    var created = tryCreate(name);
    if (created.statusCode() != 201) {
      throw new AssertionError("not created: " + created.statusCode() + " " + created.body());
    }
    return id(created);
  }

  HttpResponse<String> tryCreate(String name) throws Exception {
    var body = JSON.createObjectNode().put("name", name);
    return wharf.send("POST", "/whatsapp/accounts", body.toString());
  }

  static String id(HttpResponse<String> answer) throws Exception {
    return JSON.readTree(answer.body()).path("id").asText();
  }

  /** One of the commands without a body: initialize, stop, reconnect, reset, logout and so on. */
  HttpResponse<String> command(String id, String what) throws Exception {
    return wharf.send("POST", "/whatsapp/accounts/" + id + "/" + what, null);
  }

  HttpResponse<String> rename(String id, String name) throws Exception {
    var body = JSON.createObjectNode().put("name", name);
    return wharf.send("PATCH", "/whatsapp/accounts/" + id, body.toString());
  }

  HttpResponse<String> delete(String id) throws Exception {
    return wharf.send("DELETE", "/whatsapp/accounts/" + id, null);
  }

  HttpResponse<String> pairingCode(String id, String phone) throws Exception {
    var body = JSON.createObjectNode().put("phoneNumber", "+" + phone);
    return wharf.send("POST", "/whatsapp/accounts/" + id + "/pairing-code", body.toString());
  }

  HttpResponse<String> number(String id, String phone) throws Exception {
    var body = JSON.createObjectNode().put("phoneNumber", "+" + phone);
    return wharf.send("PUT", "/whatsapp/accounts/" + id + "/phone-number", body.toString());
  }

  Account account(String id) throws Exception {
    return new Account(JSON.readTree(wharf.send("GET", "/whatsapp/accounts/" + id, null).body()));
  }

  /** All accounts by id. */
  Map<String, Account> accounts() throws Exception {
    var all = new LinkedHashMap<String, Account>();
    @Nullable String after = null;
    do {
      String query = "?limit=200" + (after == null ? "" : "&after=" + after);
      var answer = wharf.send("GET", "/whatsapp/accounts" + query, null);
      if (answer.statusCode() != 200) {
        throw new AssertionError("list: " + answer.statusCode() + " " + answer.body());
      }
      var page = JSON.readTree(answer.body());
      page.path("items").forEach(item -> all.put(item.path("id").asText(), new Account(item)));
      after = page.path("next").isTextual() ? page.path("next").asText() : null;
    } while (after != null);
    return all;
  }

  /** The text of the QR code that shows; empty if none does any more. */
  String qr(String id) throws Exception {
    return JSON.readTree(wharf.send("GET", "/whatsapp/accounts/" + id + "/qr", null).body())
        .path("text")
        .asText();
  }

  /** How many accounts are where, for output. */
  String census() throws Exception {
    var counts = new java.util.TreeMap<String, Integer>();
    accounts().values().forEach(account -> counts.merge(account.place(), 1, Integer::sum));
    return counts.toString();
  }

  /** The value of a metric without labels; NaN if there is none. */
  double metric(String name) throws Exception {
    var request =
        HttpRequest.newBuilder(wharf.uri("/q/metrics"))
            .header("X-Api-Key", WharfProcess.API_KEY)
            .header("Accept", "text/plain");
    var answer = wharf.http().send(request.build(), HttpResponse.BodyHandlers.ofString());
    if (answer.statusCode() != 200) {
      throw new AssertionError("metrics: " + answer.statusCode() + " " + answer.body());
    }
    return answer
        .body()
        .lines()
        .filter(line -> line.startsWith(name + " ") || line.startsWith(name + "{"))
        .map(line -> line.substring(line.lastIndexOf(' ') + 1))
        .mapToDouble(Double::parseDouble)
        .findFirst()
        .orElse(Double.NaN);
  }
}
