package dev.wharf.sandbox;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Base64;
import java.util.List;

/** The admin API as a test calls it: over HTTP, from its own thread. */
public final class SandboxAdmin implements AutoCloseable {

  private final HttpClient client = HttpClient.newHttpClient();
  private final String base;

  public SandboxAdmin(String base) {
    this.base = base;
  }

  public HttpResponse<String> send(String method, String path, String body, String... headers) {
    var request =
        HttpRequest.newBuilder(URI.create(base + path))
            .method(method, HttpRequest.BodyPublishers.ofString(body));
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    try {
      return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What a 2xx answer says; empty for one without a body. */
  public JsonObject post(String path, String body) {
    return good("POST", path, body);
  }

  private JsonObject good(String method, String path, String body) {
    var response = send(method, path, body);
    if (response.statusCode() / 100 != 2) {
      throw new AssertionError(path + " answers " + response.statusCode() + response.body());
    }
    return response.body().isEmpty() ? new JsonObject() : new JsonObject(response.body());
  }

  public JsonObject scan(String qr) {
    return post("/admin/mock-phone/scan-qr", qr);
  }

  /** The phone of that number scans. */
  public JsonObject scan(String qr, String phone) {
    return post("/admin/mock-phone/scan-qr?phone=" + phone, qr);
  }

  public void behave(String phone, JsonObject behaviour) {
    good("PUT", "/admin/accounts/" + phone + "/behaviour", behaviour.encode());
  }

  public void name(String phone, String name) {
    var body = new JsonObject().put("name", name);
    good("PUT", "/admin/accounts/" + phone + "/push-name", body.encode());
  }

  public void contacts(String phone, JsonArray contacts) {
    good("PUT", "/admin/accounts/" + phone + "/contacts", contacts.encode());
  }

  /** The phone is set up anew. */
  public void reinstall(String phone) {
    post("/admin/accounts/" + phone + "/reinstall", "");
  }

  /** A phone writes. Returns the id of the message. */
  public String write(String phone, String to, String text) {
    var body = new JsonObject().put("to", to).put("text", text);
    return post("/admin/accounts/" + phone + "/send", body.encode()).getString("id");
  }

  /** Says payloads to the companions of a phone, as they are. Returns how many heard it. */
  public int inject(String phone, List<byte[]> payloads) {
    var lines = payloads.stream().map(Base64.getEncoder()::encodeToString).toList();
    return post("/admin/accounts/" + phone + "/inject", String.join("\n", lines))
        .getInteger("devices");
  }

  /** What a phone has read. */
  public JsonObject inbox(String phone) {
    return good("GET", "/admin/accounts/" + phone + "/inbox", "");
  }

  /** What a phone wrote. */
  public List<JsonObject> sent(String phone) {
    return good("GET", "/admin/accounts/" + phone + "/sent", "").getJsonArray("messages").stream()
        .map(JsonObject.class::cast)
        .toList();
  }

  public JsonObject enterCode(String phone, String code) {
    var body = new JsonObject().put("phone", phone).put("code", code);
    return post("/admin/mock-phone/enter-code", body.encode());
  }

  public void removeDevice(String phone, int device) {
    var body = new JsonObject().put("phone", phone).put("device", device);
    post("/admin/mock-phone/remove-device", body.encode());
  }

  public JsonObject fault(JsonObject fault) {
    return post("/admin/faults", fault.encode());
  }

  public JsonObject accounts() {
    return new JsonObject(send("GET", "/admin/accounts", "").body());
  }

  public JsonObject account(String phone) {
    for (Object account : accounts().getJsonArray("accounts", new JsonArray())) {
      if (account instanceof JsonObject json && json.getString("phone").equals(phone)) {
        return json;
      }
    }
    throw new AssertionError("no account of that phone");
  }

  /** The first companion of an account. */
  public JsonObject device(String phone) {
    return account(phone).getJsonArray("devices").getJsonObject(0);
  }

  @Override
  public void close() {
    client.close();
  }
}
