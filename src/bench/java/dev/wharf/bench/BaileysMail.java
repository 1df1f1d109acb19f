package dev.wharf.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** In the Node process itself. */
final class BaileysMail implements Mail {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Tells the Node process to do something and waits until it has. */
  interface Teller {
    JsonNode tell(String deed) throws Exception;
  }

  private final Teller node;

  BaileysMail(Teller node) {
    this.node = node;
  }

  @Override
  public List<String> numbers(int count) throws Exception {
    var numbers = new ArrayList<String>();
    tell(Map.of("do", "numbers", "count", count))
        .get("numbers")
        .forEach(it -> numbers.add(it.asText()));
    return numbers;
  }

  @Override
  public void send(List<String> people, int each) throws Exception {
    tell(Map.of("do", "send", "people", people, "each", each));
  }

  @Override
  public List<Double> sendEvenly(List<String> people, int count, int perSecond) throws Exception {
    return millis(
        tell(
            Map.of(
                "do", "sendEvenly", "people", people, "count", count, "perSecond", perSecond)));
  }

  @Override
  public List<Double> hear(int count, Order order) throws Exception {
    tell(Map.of("do", "listen"));
    order.give();
    return millis(tell(Map.of("do", "heard", "count", count)));
  }

  private JsonNode tell(Map<String, ?> deed) throws Exception {
    return node.tell(JSON.writeValueAsString(deed));
  }

  private static List<Double> millis(JsonNode done) {
    var millis = new ArrayList<Double>();
    done.get("millis").forEach(each -> millis.add(each.asDouble()));
    return millis;
  }
}
