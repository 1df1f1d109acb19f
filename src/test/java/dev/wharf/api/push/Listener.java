package dev.wharf.api.push;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.wharf.api.ApiProfile;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A foreign WebSocket client that reads the push as a page does. */
final class Listener implements WebSocket.Listener, AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final Duration WAIT = Duration.ofSeconds(20);

  private final LinkedBlockingQueue<JsonNode> messages = new LinkedBlockingQueue<>();
  private final LinkedBlockingQueue<Integer> closes = new LinkedBlockingQueue<>();
  private final CountDownLatch pinged = new CountDownLatch(2);
  private final StringBuilder partial = new StringBuilder();
  private WebSocket socket;

  private Listener() {}

  static Listener connect(URI server) {
    return connect(server, ticket(server));
  }

  static Listener connect(URI server, String ticket) {
    var listener = new Listener();
    var events = URI.create("ws://" + server.getAuthority() + "/ws/events?ticket=" + ticket);
    listener.socket = CLIENT.newWebSocketBuilder().buildAsync(events, listener).join();
    return listener;
  }

  static String ticket(URI server) {
    try {
      var request =
          HttpRequest.newBuilder(server.resolve("/ws/tickets"))
              .header("X-Api-Key", ApiProfile.KEY)
              .POST(HttpRequest.BodyPublishers.noBody())
              .build();
      var answer = CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
      assertEquals(201, answer.statusCode());
      return JSON.readTree(answer.body()).path("ticket").asText();
    } catch (java.io.IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  Listener subscribe() {
    return send("{\"subscribe\":{\"accounts\":[\"*\"],\"types\":[\"*\"]}}");
  }

  Listener subscribeAfter(long seq) {
    return send("{\"subscribe\":{},\"after\":" + seq + "}");
  }

  Listener send(String text) {
    socket.sendText(text, true).join();
    return this;
  }

  Listener sendBinary() {
    socket.sendBinary(ByteBuffer.allocate(3), true).join();
    return this;
  }

  JsonNode next() {
    try {
      JsonNode message = messages.poll(WAIT.toSeconds(), TimeUnit.SECONDS);
      assertNotNull(message, "a message in time");
      return message;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  JsonNode next(String type) {
    JsonNode message = next();
    assertEquals(type, message.path("type").asText(), message.toString());
    return message;
  }

  int closeCode() {
    try {
      Integer code = closes.poll(WAIT.toSeconds(), TimeUnit.SECONDS);
      assertNotNull(code, "closed in time");
      return code;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  boolean isPingedAgain() throws InterruptedException {
    return pinged.await(WAIT.toSeconds(), TimeUnit.SECONDS);
  }

  boolean isQuiet() {
    return messages.isEmpty();
  }

  @Override
  public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
    partial.append(data);
    if (last) {
      try {
        messages.add(JSON.readTree(partial.toString()));
      } catch (java.io.IOException e) {
        throw new IllegalStateException(e);
      } finally {
        partial.setLength(0);
      }
    }
    from.request(1);
    return null;
  }

  @Override
  public CompletionStage<?> onPing(WebSocket from, ByteBuffer data) {
    pinged.countDown();
    from.request(1);
    return null;
  }

  @Override
  public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
    closes.add(code);
    return null;
  }

  @Override
  public void onError(WebSocket from, Throwable failure) {
    closes.add(-1);
  }

  @Override
  public void close() {
    socket.abort();
  }
}
