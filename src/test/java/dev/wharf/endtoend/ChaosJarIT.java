package dev.wharf.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Many accounts and everything that can go wrong, at random. At any time each account is active or
 * names its reason and its next step, and none is older than its deadline; afterwards all of them
 * come back, by themselves or by the step they named; and no account ever has two links.
 *
 * <p>{@code -Dwharf.chaos.accounts=100 -Dwharf.chaos.seconds=180} for the long version; {@code
 * -Dwharf.seed=} repeats the drawing, though not the timing.
 */
class ChaosJarIT {

  private static final int ACCOUNTS = Integer.getInteger("wharf.chaos.accounts", 20);
  private static final int SECONDS = Integer.getInteger("wharf.chaos.seconds", 15);
  private static final long SEED = Long.getLong("wharf.seed", System.nanoTime());

  /** There is time for what Wharf answers with a fixed wait of a minute or more. */
  private static final boolean PATIENT = SECONDS >= 120;

  /** How late a machine may be that also runs the server and the phones. */
  private static final Duration TOLERANCE = Duration.ofSeconds(8);

  private static final Duration ACTIVATION = Duration.ofSeconds(40);
  private static final Duration COME_BACK = ACTIVATION.plusSeconds(PATIENT ? 140 : 50);

  /** Endings that chaos may have caused before it ended and that a person has to sort out. */
  private static final Set<String> FOR_PERSONS =
      Set.of("unlinked", "timed_out", "passkey_required", "credentials_unusable", "qr_expired");

  private static final Map<String, String> SETTINGS =
      Map.ofEntries(
          Map.entry("WHARF_WHATSAPP_ACTIVATION", ACTIVATION.toString()),
          Map.entry("WHARF_WHATSAPP_CONNECT_TIMEOUT", "PT6S"),
          Map.entry("WHARF_WHATSAPP_QUERY_TIMEOUT", "PT5S"),
          Map.entry("WHARF_WHATSAPP_KEEP_ALIVE", "PT3S"),
          Map.entry("WHARF_WHATSAPP_PAIRING_SPACING", "PT0.05S"),
          Map.entry("WHARF_WHATSAPP_LOGINS_PER_SECOND", "50"),
          Map.entry("WHARF_WHATSAPP_FIRST_QR", "PT6S"),
          Map.entry("WHARF_WHATSAPP_NEXT_QR", "PT3S"),
          Map.entry("WHARF_WHATSAPP_QR_SHOWS", "PT6S"),
          Map.entry("WHARF_WHATSAPP_PAIRING_CODE", "PT10S"),
          Map.entry("WHARF_WHATSAPP_RESTART", "PT3S"),
          Map.entry("WHARF_WHATSAPP_LOGIN", "PT6S"),
          Map.entry("WHARF_WHATSAPP_SYNC", "PT12S"),
          Map.entry("WHARF_WHATSAPP_TOO_MANY_ATTEMPTS", "PT15S"),
          Map.entry("WHARF_WHATSAPP_VERSION_TRIAL", "PT15S"),
          Map.entry("WHARF_WHATSAPP_RECONNECT_BASE", "PT0.5S"),
          Map.entry("WHARF_WHATSAPP_RECONNECT_CAP", "PT5S"),
          Map.entry("WHARF_WHATSAPP_RECONNECT_STABLE", "PT10S"),
          Map.entry("WHARF_WHATSAPP_PHONE_NUMBER_LIMIT", "PT12S"),
          Map.entry("WHARF_WHATSAPP_PRE_KEYS", "30"));

  @Test
  void everyAccountSaysWhereItStandsAndComesBack() throws Exception {
    System.out.printf(
        "ChaosJarIT seed=%d accounts=%d seconds=%d shortened=%s%n",
        SEED, ACCOUNTS, SECONDS, new TreeMap<>(SETTINGS));
    try (var rig = Rig.of("chaos", SETTINGS);
        var phones = new Phones(rig.desk(), SEED)) {
      rig.wharf().start();
      var operator = new Operator(rig.wharf());
      try (var feed = EventFeed.of(rig.wharf(), null, phones::hear)) {
        var ids = pairAll(operator);
        var trouble = new Trouble(rig, operator, phones, new Mischief(SEED, PATIENT), ids);
        wreak(rig, operator, phones, trouble);
        comeBackAlone(rig, operator);
        comeBackWhenAsked(rig, operator, trouble);
        assertOneLinkEach(rig, phones, ids);
      }
    }
  }

  private static List<String> pairAll(Operator operator) throws Exception {
    var ids = new ArrayList<String>();
    for (int i = 0; i < ACCOUNTS; i++) {
      ids.add(operator.create("Chaos " + i));
    }
    assertEquals(List.of(), judge().complaints(operator.accounts().values(), Instant.now()));
    try (var workers = Executors.newFixedThreadPool(8)) {
      List<Callable<Integer>> orders =
          ids.stream()
              .<Callable<Integer>>map(id -> () -> operator.command(id, "initialize").statusCode())
              .toList();
      for (var answer : workers.invokeAll(orders)) {
        assertEquals(202, answer.get());
      }
    }
    await(
        "all are paired", Duration.ofSeconds(60 + ACCOUNTS), operator, Operator.Account::isActive);
    return ids;
  }

  /** One deed after the other, and a look at all accounts every second. */
  private static void wreak(Rig rig, Operator operator, Phones phones, Trouble trouble)
      throws Exception {
    phones.diligent(false);
    long pause = Duration.ofSeconds(5).toNanos() / ACCOUNTS;
    long end = System.nanoTime() + Duration.ofSeconds(SECONDS).toNanos();
    long nextLook = System.nanoTime();
    var complaints = new ArrayList<String>();
    while (System.nanoTime() < end) {
      trouble.one();
      LockSupport.parkNanos(pause);
      if (System.nanoTime() > nextLook) {
        nextLook = System.nanoTime() + Duration.ofSeconds(1).toNanos();
        complaints.addAll(judge().complaints(operator.accounts().values(), Instant.now()));
        complaints.addAll(rig.desk().seen().twice());
      }
    }
    trouble.end();
    System.out.println("ChaosJarIT deeds " + trouble.deeds());
    System.out.println("ChaosJarIT answers " + trouble.answers());
    System.out.println("ChaosJarIT when it ended " + operator.census());
    complaints.addAll(judge().complaints(operator.accounts().values(), Instant.now()));
    assertEquals(List.of(), complaints.stream().distinct().limit(10).toList());
    assertEquals(List.of(), trouble.failures());
    phones.diligent(true);
  }

  /** Without faults, everybody who is on the way somewhere arrives. */
  private static void comeBackAlone(Rig rig, Operator operator) throws Exception {
    rig.desk().clearFaults();
    long began = System.nanoTime();
    var passing =
        operator.accounts().values().stream()
            .filter(Judge::isPassing)
            .map(Operator.Account::id)
            .collect(Collectors.toSet());
    await("all come to rest", COME_BACK, operator, account -> !Judge.isPassing(account));
    var wrong =
        operator.accounts().values().stream()
            .filter(account -> passing.contains(account.id()) && !account.isActive())
            .filter(account -> !FOR_PERSONS.contains(account.code()))
            .map(account -> account.json().toString())
            .toList();
    System.out.printf(
        "ChaosJarIT %d on their way came back by themselves in %d ms: %s%n",
        passing.size(), (System.nanoTime() - began) / 1_000_000, operator.census());
    assertEquals(List.of(), wrong, "came to rest elsewhere than online");
  }

  /** Those at rest come back by what people do with them. */
  private static void comeBackWhenAsked(Rig rig, Operator operator, Trouble trouble)
      throws Exception {
    long began = System.nanoTime();
    int asked = 0;
    for (var account : operator.accounts().values()) {
      if (!account.isActive()) {
        asked++;
        trouble.ask(account);
      }
    }
    // One whose device is gone learns that first, and is asked once more to be paired again.
    await(
        "all that were asked come back",
        ACTIVATION.plusSeconds(60),
        operator,
        account -> {
          if (account.status().equals("inactive")) {
            trouble.ask(account);
          }
          return account.isActive();
        });
    System.out.printf(
        "ChaosJarIT %d came back when asked in %d ms%n",
        asked, (System.nanoTime() - began) / 1_000_000);
  }

  private static void assertOneLinkEach(Rig rig, Phones phones, List<String> ids) throws Exception {
    Await.until(
        "as many links as accounts",
        Duration.ofSeconds(30),
        () -> rig.desk().seen().connections() == ACCOUNTS);
    var seen = rig.desk().seen();
    for (String id : ids) {
      assertEquals(1, seen.connected(phones.of(id)), "links of " + id);
    }
    System.out.printf(
        "ChaosJarIT logins=%d devices=%d duplicateLogins=%d connections=%d%n",
        seen.logins(), seen.devices(), seen.duplicateLogins(), seen.connections());
    assertEquals(0, seen.duplicateLogins(), "logins that met an older link of the same device");
  }

  private static void await(String what, Duration patience, Operator operator, Check check)
      throws Exception {
    try {
      Await.until(
          what,
          patience,
          () -> {
            boolean all = true;
            for (var account : operator.accounts().values()) {
              all &= check.fits(account);
            }
            return all;
          });
    } catch (AssertionError e) {
      throw new AssertionError(e.getMessage() + ": " + operator.census(), e);
    }
  }

  private interface Check {
    boolean fits(Operator.Account account) throws Exception;
  }

  private static Judge judge() {
    return new Judge(ACTIVATION, TOLERANCE);
  }
}
