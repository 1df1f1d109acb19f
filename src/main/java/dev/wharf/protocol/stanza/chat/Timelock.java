package dev.wharf.protocol.stanza.chat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.wharf.protocol.node.Node;
import dev.wharf.protocol.stanza.Iq;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;

/**
 * Whether WhatsApp keeps an account from writing to people it does not know (messaging.md 13).
 *
 * @param ends when it is over, if the server says so
 */
public record Timelock(boolean active, Optional<Instant> ends) {

  static final String CHANGED = "NotificationUserReachoutTimelockUpdate";

  private static final JsonFactory JSON = new JsonFactory();
  private static final String QUESTION = "23983697327930364";
  private static final String ANSWER = "xwa2_fetch_account_reachout_timelock";
  private static final String NEWS = "xwa2_notify_account_reachout_timelock";
  private static final int LONGEST = 65_536;

  /** Asks how it is; {@link #answer} reads what comes. */
  public static Node question(String id) {
    return Iq.get(
        id, "w:mex", Node.of("query").with("query_id", QUESTION).text("{\"variables\":{}}"));
  }

  /** Empty if the server does not tell. */
  public static Optional<Timelock> answer(Node reply) {
    return reply.child("result").flatMap(result -> read(result, ANSWER));
  }

  /** What the server tells by itself; empty for anything else. */
  static Optional<Timelock> news(Node notification) {
    return notification
        .child("update")
        .filter(update -> update.string("op_name").equals(Optional.of(CHANGED)))
        .flatMap(update -> read(update, NEWS));
  }

  private static Optional<Timelock> read(Node holder, String name) {
    return holder
        .bytes()
        .filter(bytes -> bytes.length <= LONGEST)
        .flatMap(
            bytes -> {
              try (JsonParser json = JSON.createParser(bytes)) {
                return find(json, name) ? read(json) : Optional.empty();
              } catch (IOException unreadable) {
                return Optional.empty();
              }
            });
  }

  /** Goes to the object of that name, wherever it is. */
  private static boolean find(JsonParser json, String name) throws IOException {
    for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
      if (token == JsonToken.FIELD_NAME && json.currentName().equals(name)) {
        return json.nextToken() == JsonToken.START_OBJECT;
      }
    }
    return false;
  }

  private static Optional<Timelock> read(JsonParser json) throws IOException {
    boolean active = false;
    Optional<Instant> ends = Optional.empty();
    for (JsonToken token = json.nextToken();
        token == JsonToken.FIELD_NAME;
        token = json.nextToken()) {
      String field = json.currentName();
      JsonToken value = json.nextToken();
      switch (field) {
        case "is_active" -> active = value == JsonToken.VALUE_TRUE;
        case "time_enforcement_ends" -> {
          ends = time(json.getText());
          json.skipChildren();
        }
        default -> json.skipChildren();
      }
    }
    return Optional.of(new Timelock(active, ends));
  }

  /** Seconds, as a text or a number; 0 says nothing. */
  private static Optional<Instant> time(String text) {
    try {
      return Optional.of(Long.parseLong(text)).filter(it -> it > 0).map(Instant::ofEpochSecond);
    } catch (NumberFormatException | DateTimeException e) {
      return Optional.empty();
    }
  }
}
