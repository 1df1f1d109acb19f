package dev.wharf.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** An account as its owner uses it: over REST. */
final class AnasAccount {

  private static final Duration PATIENCE = Duration.ofSeconds(40);

  private final WharfProcess wharf;
  private final String path;

  AnasAccount(WharfProcess wharf, String id) {
    this.wharf = wharf;
    this.path = "/whatsapp/accounts/" + id;
  }

  static JsonObject textOf(String text) {
    return new JsonObject().put("type", "text").put("text", text);
  }

  /** Sends a text. Returns the id of the message. */
  String text(String to, String text) throws Exception {
    return send(to, textOf(text));
  }

  /**
   * @param to a phone number, or a group
   */
  String send(String to, JsonObject body) throws Exception {
    String address = to.contains("@") ? to : "+" + to;
    return post("/messages", body.copy().put("to", address)).getString("messageId");
  }

  JsonObject post(String what, @Nullable JsonObject body) throws Exception {
    var answer = wharf.send("POST", path + what, body == null ? null : body.encode());
    assertEquals(2, answer.statusCode() / 100, () -> what + ": " + answer.body());
    return answer.body().isEmpty() ? new JsonObject() : new JsonObject(answer.body());
  }

  void untilState(String messageId, String state) throws Exception {
    until(messageId, state, message -> state.equals(message.getString("state")));
  }

  void until(String messageId, String what, Predicate<JsonObject> like) throws Exception {
    Await.until(
        what + " " + messageId,
        PATIENCE,
        () -> {
          var answer = wharf.send("GET", path + "/messages/" + messageId, null);
          return answer.statusCode() == 200 && like.test(new JsonObject(answer.body()));
        });
  }

  /** Waits until a text has come. Returns the id of the message. */
  String received(String text) throws Exception {
    var found = new AtomicReference<String>();
    Await.until(
        "message " + text,
        PATIENCE,
        () -> {
          messages().stream()
              .filter(message -> text.equals(said(message)))
              .forEach(message -> found.set(message.getString("messageId")));
          return found.get() != null;
        });
    return found.get();
  }

  /** Waits until a message of that key has come. Returns its id. */
  String received(JsonObject key, String kind) throws Exception {
    String id = key.getString("id");
    until(id, kind, message -> kind.equals(message.getString("kind")));
    return id;
  }

  /** Texts that came, oldest first. */
  List<String> texts() throws Exception {
    return messages().reversed().stream().map(AnasAccount::said).toList();
  }

  private static String said(JsonObject message) {
    var content = message.getJsonObject("content");
    return content == null ? "" : content.getString("text", "");
  }

  /** The newest first. */
  private List<JsonObject> messages() throws Exception {
    var answer = wharf.send("GET", path + "/messages?limit=100", null);
    assertEquals(200, answer.statusCode(), answer.body());
    return new JsonObject(answer.body())
        .getJsonArray("items").stream().map(JsonObject.class::cast).toList();
  }

  byte[] media(String messageId) throws Exception {
    var request =
        HttpRequest.newBuilder(wharf.uri(path + "/messages/" + messageId + "/media"))
            .header("X-Api-Key", WharfProcess.API_KEY)
            .build();
    var answer = wharf.http().send(request, HttpResponse.BodyHandlers.ofByteArray());
    assertTrue(answer.statusCode() == 200, () -> new String(answer.body()));
    return answer.body();
  }
}
