package dev.wharf.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/**
 * kill -9 at random moments of pairing, login and reset, again and again on the same database.
 * Nothing that was answered or pushed is lost, every account is usable after each, and none ever
 * has two links. {@code -Dwharf.kills=50} for the long version; {@code -Dwharf.seed=} repeats the
 * drawing, though not the timing.
 */
class KillNineJarIT {

  private static final int KILLS = Integer.getInteger("wharf.kills", 5);
  private static final int ACCOUNTS = 8;
  private static final long SEED = Long.getLong("wharf.seed", System.nanoTime());

  /** What the kill waits for; then it comes up to 300 ms later. */
  private static final List<String> MOMENTS =
      List.of(
          "qr",
          "qr",
          "scanned",
          "phone-number",
          "paired",
          "logging_in",
          "syncing",
          "online",
          "waiting",
          "sent reset",
          "done reset",
          "sent initialize",
          "done initialize",
          "sent reconnect",
          "done stop",
          "done create",
          "sent delete",
          "any");

  private static final Map<String, String> SETTINGS =
      Map.ofEntries(
          // Starts faster than it would run best.
          Map.entry("WHARF_WHATSAPP_PAIRING_SPACING", "PT0.01S"),
          Map.entry("WHARF_WHATSAPP_LOGINS_PER_SECOND", "100"),
          Map.entry("WHARF_WHATSAPP_RECONNECT_BASE", "PT0.3S"),
          Map.entry("WHARF_WHATSAPP_PRE_KEYS", "20"));

  private static final Judge JUDGE = new Judge(Duration.ofMinutes(5), Duration.ofSeconds(10));

  private final Random random = new Random(SEED);
  private final Journal journal = new Journal();
  private final Map<String, Integer> moments = new TreeMap<>();
  private final Map<String, Integer> killedIn = new TreeMap<>();
  private long slowestReturn;
  private int told;
  private int alone;

  @Test
  void losesNothingAcknowledgedAndEveryAccountIsUsableAfterEachKill() throws Exception {
    System.out.printf(
        "KillNineJarIT seed=%d kills=%d accounts=%d shortened=%s%n",
        SEED, KILLS, ACCOUNTS, new TreeMap<>(SETTINGS));
    try (var rig = Rig.of("kill", SETTINGS);
        var phones = new Phones(rig.desk(), SEED)) {
      rig.wharf().start();
      var operator = new Operator(rig.wharf());
      for (int i = 0; i < ACCOUNTS; i++) {
        journal.created(operator.create("Desk " + i), "Desk " + i);
      }
      makeUsable(rig, operator, phones);
      for (int kill = 1; kill <= KILLS; kill++) {
        killOnce(rig, operator, phones, kill);
      }
      var seen = rig.desk().seen();
      System.out.printf(
          "KillNineJarIT killed at %s%nKillNineJarIT accounts were then %s%n"
              + "KillNineJarIT ordersAnswered=%d eventsReplayed=%d activeByThemselves=%d logins=%d"
              + " devices=%d duplicateLogins=%d slowestReturn=%dms%n",
          moments,
          killedIn,
          journal.kept(),
          told,
          alone,
          seen.logins(),
          seen.devices(),
          seen.duplicateLogins(),
          slowestReturn);
    }
  }

  private void killOnce(Rig rig, Operator operator, Phones phones, int number) throws Exception {
    String wanted = MOMENTS.get(random.nextInt(MOMENTS.size()));
    long later = random.nextInt(300);
    var pushed = new ConcurrentLinkedQueue<JsonNode>();
    var struck = new CountDownLatch(1);
    long cursor;
    try (var feed =
        EventFeed.of(
            rig.wharf(),
            null,
            event -> {
              pushed.add(event);
              phones.hear(event);
              notePaired(event);
              if (wanted.equals("any") || moment(event).equals(wanted)) {
                struck.countDown();
              }
            })) {
      Await.until("a snapshot", Duration.ofSeconds(20), () -> !pushed.isEmpty());
      // Of the snapshot, not of the newest event: some may have followed it already.
      cursor = pushed.element().path("seq").asLong();
      try (var desk = new Desk(rig, operator, phones, journal, random, strikes(wanted, struck))) {
        phones.onScan(wanted.equals("scanned") ? struck::countDown : () -> {});
        List.copyOf(journal.promises().keySet()).forEach(desk::work);
        boolean came = struck.await(4, TimeUnit.SECONDS);
        LockSupport.parkNanos(Duration.ofMillis(later).toNanos());
        rig.wharf().kill();
        moments.merge(came ? wanted : "time", 1, Integer::sum);
      }
    }
    countStates(pushed);
    afterTheKill(rig, operator, phones, cursor, pushed, number);
  }

  private static java.util.function.Consumer<String> strikes(String wanted, CountDownLatch struck) {
    return what -> {
      if (what.equals(wanted)) {
        struck.countDown();
      }
    };
  }

  private void afterTheKill(
      Rig rig, Operator operator, Phones phones, long cursor, Iterable<JsonNode> pushed, int number)
      throws Exception {
    Await.until(
        "the server noticed the kill",
        Duration.ofSeconds(20),
        () -> rig.desk().seen().connections() == 0);
    rig.wharf().start();
    long began = System.nanoTime();
    var found = operator.accounts();
    String kill = "kill " + number + ": ";
    assertEquals(List.of(), journal.broken(found), kill + "answered, but not in effect");
    assertEquals(List.of(), JUDGE.complaints(found.values(), Instant.now()), kill);
    assertReplayed(rig, cursor, pushed, kill);
    comeBackAlone(operator, found, kill);
    makeUsable(rig, operator, phones);
    slowestReturn = Math.max(slowestReturn, (System.nanoTime() - began) / 1_000_000);
    assertEquals(0, rig.desk().seen().duplicateLogins(), kill + "two links for one account");
  }

  /** Whoever was paired and wanted is active again, and nobody scans anything for that. */
  private void comeBackAlone(Operator operator, Map<String, Operator.Account> found, String kill)
      throws Exception {
    var wanted =
        found.values().stream()
            .filter(account -> account.paired() && account.wanted())
            .map(Operator.Account::id)
            .toList();
    alone += wanted.size();
    Await.until(
        kill + "active by themselves " + wanted,
        Duration.ofSeconds(60),
        () -> {
          var now = operator.accounts();
          return wanted.stream()
              .map(now::get)
              // The phone's yes was stored here and never reached the server.
              .allMatch(account -> account.isActive() || account.code().equals("unlinked"));
        });
  }

  /** Initialize, and a scan where one is asked for, bring everybody up. */
  private void makeUsable(Rig rig, Operator operator, Phones phones) throws Exception {
    Set<String> scanned = ConcurrentHashMap.newKeySet();
    try {
      Await.until(
          "all usable",
          Duration.ofSeconds(90),
          () -> {
            boolean all = true;
            for (var account : operator.accounts().values()) {
              all &= account.isActive();
              if (account.status().equals("inactive")) {
                operator.command(account.id(), "initialize");
              } else if (account.state().equals("qr")) {
                String qr = operator.qr(account.id());
                if (!qr.isEmpty() && scanned.add(qr)) {
                  rig.desk().scan(phones.of(account.id()), qr);
                }
              }
            }
            return all;
          });
    } catch (AssertionError e) {
      throw new AssertionError(e.getMessage() + ": " + operator.census(), e);
    }
    journal.settle(operator.accounts());
    var seen = rig.desk().seen();
    assertEquals(journal.promises().size(), seen.connections(), "links");
    for (String account : journal.promises().keySet()) {
      assertEquals(1, seen.connected(phones.of(account)), "links of " + account);
    }
  }

  /** What a subscriber was told is told again to one that comes back with its cursor. */
  private void assertReplayed(Rig rig, long cursor, Iterable<JsonNode> pushed, String kill)
      throws Exception {
    var expected = new ConcurrentHashMap<String, JsonNode>();
    for (JsonNode event : pushed) {
      String type = event.path("type").asText();
      boolean gone = !journal.promises().containsKey(event.path("accountId").asText());
      if (event.path("id").isTextual() && !type.equals("qr") && !gone) {
        expected.put(event.path("id").asText(), event);
      }
    }
    var missing = new ConcurrentHashMap<>(expected);
    told += expected.size();
    try (var replay =
        EventFeed.of(rig.wharf(), cursor, event -> missing.remove(event.path("id").asText("")))) {
      try {
        Await.until(kill + "replay", Duration.ofSeconds(20), missing::isEmpty);
      } catch (AssertionError e) {
        throw new AssertionError(
            kill + "pushed, but not replayed after " + cursor + ": " + missing.values(), e);
      }
    }
  }

  private void notePaired(JsonNode event) {
    var data = event.path("data");
    if (data.path("state").asText().equals("paired") || moment(event).equals("online")) {
      journal.paired(event.path("accountId").asText(), Instant.parse(event.path("at").asText()));
    }
  }

  /** The type of an event, or for a change of standing the new state. */
  private static String moment(JsonNode event) {
    String type = event.path("type").asText();
    return type.equals("status") ? event.path("data").path("state").asText() : type;
  }

  /** Where the accounts of this round were when the kill came, as far as a subscriber knew. */
  private void countStates(Iterable<JsonNode> pushed) {
    var last = new TreeMap<String, String>();
    for (JsonNode event : pushed) {
      if (event.path("type").asText().equals("status")) {
        last.put(event.path("accountId").asText(), moment(event));
      }
    }
    new ArrayList<>(last.values()).forEach(state -> killedIn.merge(state, 1, Integer::sum));
  }
}
