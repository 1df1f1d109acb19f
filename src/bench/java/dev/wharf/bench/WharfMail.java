package dev.wharf.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Over REST, heard at a WebSocket. */
final class WharfMail implements Mail {

  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final int CONNECTIONS = 64;

  private final Rest rest;
  private final List<String> accounts;

  WharfMail(Rest rest, List<String> accounts) {
    this.rest = rest;
    this.accounts = accounts;
  }

  @Override
  public List<String> numbers(int count) throws Exception {
    var numbers = new ArrayList<String>();
    for (String id : accounts.subList(0, count)) {
      String number = rest.get("/whatsapp/accounts/" + id).get("phoneNumber").asText();
      numbers.add(number.replaceAll("[^0-9]", ""));
    }
    return numbers;
  }

  @Override
  public void send(List<String> people, int each) throws Exception {
    int count = people.size() * each;
    try (var posts = RawPosts.open(rest.port(), CONNECTIONS)) {
      posts.all(count, i -> post(people, i, "message " + i));
    }
  }

  @Override
  public List<Double> sendEvenly(List<String> people, int count, int perSecond) throws Exception {
    Map<String, Long> begins = new HashMap<>();
    try (var events = Events.of(rest);
        var posts = RawPosts.open(rest.port(), CONNECTIONS)) {
      posts.evenly(count, perSecond, i -> post(people, i, "message " + i), begins);
      Waiting.until(
          "all are sent", PATIENCE, () -> events.acked().keySet().containsAll(begins.keySet()));
      var millis = new ArrayList<Double>();
      begins.forEach((id, begin) -> millis.add((events.acked().get(id) - begin) / 1e6));
      return millis;
    }
  }

  @Override
  public List<Double> hear(int count, Order order) throws Exception {
    try (var events = Events.of(rest)) {
      order.give();
      Waiting.until("all are heard", PATIENCE, () -> events.delays().size() >= count);
      return List.copyOf(events.delays());
    }
  }

  private RawPosts.Post post(List<String> people, int i, String text) {
    int account = i % people.size();
    return new RawPosts.Post(
        "/whatsapp/accounts/" + accounts.get(account) + "/messages",
        "{\"to\":\"%s\",\"type\":\"text\",\"text\":\"%s\"}".formatted(people.get(account), text));
  }
}
