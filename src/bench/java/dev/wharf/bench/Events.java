package dev.wharf.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.WebSocket;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;

/** A dashboard: when each account first showed a QR code and was last active, and what was written. */
final class Events implements WebSocket.Listener, AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();

  record Shown(long nanos, String text) {}

  private final Map<String, Shown> qr = new ConcurrentHashMap<>();
  private final Map<String, Long> active = new ConcurrentHashMap<>();
  private final Map<String, Long> acked = new ConcurrentHashMap<>();
  private final Collection<Double> delays = new ConcurrentLinkedQueue<>();
  private final StringBuilder part = new StringBuilder();
  private WebSocket socket;

  static Events of(Rest rest) throws Exception {
    var events = new Events();
    events.socket =
        rest.client()
            .newWebSocketBuilder()
            .buildAsync(
                URI.create("ws://127.0.0.1:" + rest.port() + "/ws/events?ticket=" + rest.ticket()),
                events)
            .get(10, TimeUnit.SECONDS);
    events
        .socket
        .sendText(
            "{\"subscribe\":{\"accounts\":[\"*\"],"
                + "\"types\":[\"qr\",\"status\",\"message\",\"receipt\"]}}",
            true)
        .get(10, TimeUnit.SECONDS);
    return events;
  }

  @Override
  public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
    part.append(data);
    if (last) {
      take(part.toString(), System.nanoTime());
      part.setLength(0);
    }
    from.request(1);
    return null;
  }

  private void take(String text, long nanos) {
    try {
      JsonNode event = JSON.readTree(text);
      String account = event.path("accountId").asText();
      switch (event.path("type").asText()) {
        case "qr" ->
            qr.putIfAbsent(
                account, new Shown(nanos, event.path("data").path("text").asText()));
        case "status" -> {
          if (event.path("data").path("status").asText().equals("active")) {
            active.put(account, nanos);
          }
        }
        case "message" -> heard(event.path("data").path("content").path("text").asText(), nanos);
        case "receipt" ->
            event
                .path("data")
                .path("messages")
                .forEach(it -> acked.putIfAbsent(it.path("messageId").asText(), nanos));
        default -> {}
      }
    } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private void heard(String text, long nanos) {
    String[] parts = text.split("@", 3);
    if (parts.length == 3) {
      delays.add((nanos - Long.parseLong(parts[1])) / 1e6);
    }
  }

  /** When something was first told of messages that were sent, by their ids. */
  Map<String, Long> acked() {
    return acked;
  }

  /** Milliseconds from the time in a text, {@code @nanoseconds@}, until it was told. */
  Collection<Double> delays() {
    return delays;
  }

  Map<String, Shown> qr() {
    return qr;
  }

  Map<String, Long> active() {
    return active;
  }

  @Override
  public void close() {
    socket.abort();
  }
}
