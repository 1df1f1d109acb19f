package dev.wharf.endtoend;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.WebSocket;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Follows the push and hands every event over, in order; after a gap it goes on by itself. */
final class EventFeed implements WebSocket.Listener, AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Consumer<JsonNode> hearer;
  private final StringBuilder part = new StringBuilder();
  private volatile @Nullable WebSocket socket;

  private EventFeed(Consumer<JsonNode> hearer) {
    this.hearer = hearer;
  }

  /**
   * @param after the last event that is known already; {@code null} to begin with a snapshot
   */
  static EventFeed of(WharfProcess wharf, @Nullable Long after, Consumer<JsonNode> hearer)
      throws Exception {
    var answer = wharf.send("POST", "/ws/tickets", null);
    var ticket = JSON.readTree(answer.body()).path("ticket").asText();
    var feed = new EventFeed(hearer);
    var opened =
        wharf
            .http()
            .newWebSocketBuilder()
            .buildAsync(
                URI.create("ws://127.0.0.1:" + wharf.port() + "/ws/events?ticket=" + ticket), feed)
            .get(20, TimeUnit.SECONDS);
    feed.socket = opened;
    opened.sendText(wish(after), true).get(10, TimeUnit.SECONDS);
    return feed;
  }

  private static String wish(@Nullable Long after) {
    var wish = JSON.createObjectNode();
    wish.putObject("subscribe");
    if (after != null) {
      wish.put("after", after);
    }
    return wish.toString();
  }

  @Override
  public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
    part.append(data);
    if (last) {
      String text = part.toString();
      part.setLength(0);
      arrived(from, text);
    }
    from.request(1);
    return null;
  }

  private void arrived(WebSocket from, String text) {
    try {
      JsonNode event = JSON.readTree(text);
      if (event.path("type").asText().equals("gap")) {
        from.sendText(wish(event.path("data").path("after").asLong()), true);
      } else {
        hearer.accept(event);
      }
    } catch (Exception e) {
      System.out.println(
          "EventFeed " + e + " at " + text.substring(0, Math.min(200, text.length())));
    }
  }

  @Override
  public void onError(WebSocket from, Throwable error) {}

  @Override
  public void close() {
    var open = socket;
    if (open != null) {
      open.abort();
    }
  }
}
