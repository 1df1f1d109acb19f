package dev.wharf.endtoend;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** A dashboard without a page: subscribes to everything and keeps what it was told. */
final class Subscriber implements WebSocket.Listener, AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final List<JsonNode> told = new CopyOnWriteArrayList<>();
  private final StringBuilder part = new StringBuilder();
  private WebSocket socket;

  static Subscriber of(WharfProcess wharf) throws Exception {
    var ticket =
        JSON.readTree(wharf.send("POST", "/ws/tickets", null).body()).get("ticket").asText();
    var subscriber = new Subscriber();
    subscriber.socket =
        wharf
            .http()
            .newWebSocketBuilder()
            .buildAsync(
                URI.create("ws://127.0.0.1:" + wharf.port() + "/ws/events?ticket=" + ticket),
                subscriber)
            .get(10, TimeUnit.SECONDS);
    subscriber
        .socket
        .sendText("{\"subscribe\":{\"accounts\":[\"*\"],\"types\":[\"*\"]}}", true)
        .get(10, TimeUnit.SECONDS);
    subscriber.await("a snapshot", Duration.ofSeconds(10), e -> type(e).equals("snapshot"));
    return subscriber;
  }

  @Override
  public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
    part.append(data);
    if (last) {
      try {
        told.add(JSON.readTree(part.toString()));
      } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
        throw new IllegalStateException("not JSON: " + part, e);
      }
      part.setLength(0);
    }
    from.request(1);
    return null;
  }

  /** The first event that fits, once it came. */
  JsonNode await(String what, Duration patience, Predicate<JsonNode> fits) throws Exception {
    Await.until(what + "; told was " + told, patience, () -> told.stream().anyMatch(fits));
    return told.stream().filter(fits).findFirst().orElseThrow();
  }

  List<JsonNode> told() {
    return told;
  }

  static String type(JsonNode event) {
    return event.path("type").asText();
  }

  @Override
  public void close() {
    socket.abort();
  }
}
