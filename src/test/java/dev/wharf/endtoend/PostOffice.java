package dev.wharf.endtoend;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Messages that go to and fro while Wharf is killed: accounts write to each other over REST, and
 * phones write to accounts. Every text is unique, so that it can be counted where it should be.
 */
final class PostOffice {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** A text that must be exactly once with its receiver: in Wharf's store, and on its phone. */
  record Promise(String from, String to, String text, boolean ofPhone) {}

  private final Rig rig;
  private final Phones phones;
  private final List<String> accounts;
  private final Random random;
  private final Map<String, Promise> promised = new ConcurrentHashMap<>();
  private final AtomicInteger number = new AtomicInteger();
  private final List<Promise> unanswered = new CopyOnWriteArrayList<>();
  private static final int WRITERS = 4;

  private final List<Thread> writers = new ArrayList<>();
  private volatile boolean closing;

  PostOffice(Rig rig, Phones phones, List<String> accounts, Random random) {
    this.rig = rig;
    this.phones = phones;
    this.accounts = accounts;
    this.random = random;
  }

  /** Writes until it is told to stop, or Wharf is gone. */
  void open() {
    closing = false;
    for (int i = 0; i < WRITERS; i++) {
      long seed = random.nextLong();
      writers.add(Thread.ofVirtual().start(() -> write(new Random(seed))));
    }
  }

  void close() throws InterruptedException {
    closing = true;
    for (Thread writer : writers) {
      writer.join();
    }
    writers.clear();
  }

  private void write(Random random) {
    while (!closing) {
      int from = random.nextInt(accounts.size());
      int to = (from + 1 + random.nextInt(accounts.size() - 1)) % accounts.size();
      boolean ofPhone = random.nextInt(3) == 0;
      var promise =
          new Promise(
              accounts.get(from),
              accounts.get(to),
              (ofPhone ? "phone " : "desk ") + number.incrementAndGet(),
              ofPhone);
      if (!send(promise)) {
        LockSupport.parkNanos(5_000_000);
      }
    }
  }

  /** Whoever was not answered asks again, under the same key, when Wharf is back. */
  void askAgain() {
    var again = List.copyOf(unanswered);
    unanswered.clear();
    for (Promise promise : again) {
      if (!send(promise)) {
        throw new AssertionError("not accepted: " + promise);
      }
    }
  }

  private boolean send(Promise promise) {
    String to = phones.of(promise.to());
    try {
      if (promise.ofPhone()) {
        // The server takes it whether Wharf is there or not.
        rig.desk().write(phones.of(promise.from()), to, promise.text());
        promised.put(promise.text(), promise);
        return true;
      }
      var body =
          JSON.createObjectNode()
              .put("to", "+" + to)
              .put("type", "text")
              .put("text", promise.text());
      var answer =
          rig.wharf()
              .send(
                  "POST",
                  "/whatsapp/accounts/" + promise.from() + "/messages",
                  body.toString(),
                  Map.of("Idempotency-Key", promise.text()));
      if (answer.statusCode() == 202) {
        promised.put(promise.text(), promise);
        return true;
      }
      // Refused, for the account is not ready: nothing was promised.
      return false;
    } catch (Exception noAnswer) {
      unanswered.add(promise);
      return false;
    }
  }

  int promises() {
    return promised.size();
  }

  /** What is not as promised, by text: how often it was found in the store and on the phone. */
  Map<String, String> wrong() throws Exception {
    var wrong = new TreeMap<String, String>();
    var stored = new ConcurrentHashMap<String, Map<String, Integer>>();
    var onPhone = new ConcurrentHashMap<String, Map<String, Integer>>();
    for (String account : accounts) {
      stored.put(account, stored(account));
      onPhone.put(account, onPhone(account));
    }
    for (Promise promise : promised.values()) {
      int inStore = stored.get(promise.to()).getOrDefault("received " + promise.text(), 0);
      int atSender = stored.get(promise.from()).getOrDefault("sent " + promise.text(), 0);
      int inbox = onPhone.get(promise.to()).getOrDefault(promise.text(), 0);
      if (inStore != 1 || inbox != 1 || atSender != 1) {
        wrong.put(
            promise.text(), "receiver=" + inStore + " phone=" + inbox + " sender=" + atSender);
      }
    }
    return wrong;
  }

  private Map<String, Integer> stored(String account) throws Exception {
    var counts = new ConcurrentHashMap<String, Integer>();
    @Nullable String after = null;
    do {
      var page =
          JSON.readTree(
              rig.wharf()
                  .send(
                      "GET",
                      "/whatsapp/accounts/"
                          + account
                          + "/messages?limit=200"
                          + (after == null ? "" : "&after=" + after),
                      null)
                  .body());
      for (JsonNode item : page.path("items")) {
        boolean mine = item.path("fromMe").asBoolean();
        boolean left = !List.of("accepted", "failed").contains(item.path("state").asText());
        String way = mine ? (left ? "sent " : "kept ") : "received ";
        counts.merge(way + item.path("content").path("text").asText(), 1, Integer::sum);
      }
      after = page.path("next").isTextual() ? page.path("next").asText() : null;
    } while (after != null);
    return counts;
  }

  private Map<String, Integer> onPhone(String account) throws Exception {
    var counts = new ConcurrentHashMap<String, Integer>();
    rig.desk()
        .inbox(phones.of(account))
        .path("messages")
        .forEach(
            letter -> {
              if (!letter.path("fromMe").asBoolean()) {
                counts.merge(letter.path("text").asText(), 1, Integer::sum);
              }
            });
    return counts;
  }
}
