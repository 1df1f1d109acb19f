package dev.wharf.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/**
 * SIGTERM with many accounts connected: everything is closed in order and in time, and the next
 * start brings all of them back without a QR code. {@code -Dwharf.drain.accounts=1000} for the long
 * version.
 */
class DrainJarIT {

  private static final int ACCOUNTS = Integer.getInteger("wharf.drain.accounts", 100);
  private static final Duration LONGEST_DRAIN = Duration.ofSeconds(10);
  private static final int CONCURRENT = 16;

  private static final Map<String, String> SETTINGS =
      Map.of(
          "WHARF_WHATSAPP_PAIRING_SPACING", "PT0S",
          "WHARF_WHATSAPP_LOGINS_PER_SECOND", "100",
          "WHARF_WHATSAPP_PRE_KEYS", "10",
          // So many pairings at once on a small machine take longer than one.
          "WHARF_WHATSAPP_QR_SHOWS", "PT120S",
          "WHARF_WHATSAPP_LOGIN", "PT120S",
          "WHARF_WHATSAPP_QUERY_TIMEOUT", "PT60S",
          "WHARF_WHATSAPP_CONNECT_TIMEOUT", "PT60S");

  @Test
  void sigtermClosesEveryLinkInOrderAndTheNextStartBringsAllBack() throws Exception {
    try (var rig = Rig.of("drain", SETTINGS)) {
      var wharf = rig.wharf().start();
      var operator = new Operator(wharf);
      long began = System.nanoTime();
      pairAll(rig, operator);
      long paired = millisSince(began);
      int devices = rig.desk().seen().devices();
      int closedBefore = rig.desk().seen().orderlyCloses();

      var end = wharf.terminate(Duration.ofSeconds(60));

      String log = wharf.log();
      int closed = rig.desk().seen().orderlyCloses() - closedBefore;
      assertTrue(end.exitCode() == 143 || end.exitCode() == 0, "exit code " + end.exitCode());
      assertTrue(end.took().compareTo(LONGEST_DRAIN) < 0, "took " + end.took());
      assertTrue(log.contains("drained sessions=" + ACCOUNTS), "says that it drained");
      assertEquals(ACCOUNTS, closed, "orderly closes that the server saw");
      assertEquals(0, rig.desk().seen().connections(), "links left behind");

      began = System.nanoTime();
      wharf.start();
      long started = millisSince(began);
      var codes = new AtomicInteger();
      try (var feed = EventFeed.of(wharf, null, event -> codes.addAndGet(isQr(event) ? 1 : 0))) {
        awaitAllActive(operator);
        assertEquals(0, codes.get(), "QR codes after the restart");
      }
      long back = millisSince(began);
      assertEquals(devices, rig.desk().seen().devices(), "no new companion");
      assertEquals(0, rig.desk().seen().duplicateLogins(), "never two links");
      assertRestoreIsTold(wharf.log().substring(log.length()));
      assertEquals(ACCOUNTS, operator.metric("wharf_restore_total"));
      assertEquals(ACCOUNTS, operator.metric("wharf_restore_online"));
      assertEquals(0, operator.metric("wharf_restore_pending"));
      assertEquals(0, operator.metric("wharf_restore_failed"));
      System.out.printf(
          "DrainJarIT accounts=%d paired=%dms drained=%dms exit=%d orderlyCloses=%d start=%dms"
              + " allActive=%dms logins/s=100 preKeys=10%n",
          ACCOUNTS, paired, end.took().toMillis(), end.exitCode(), closed, started, back);
      System.out.println("DrainJarIT " + lineWith(log, "drained sessions="));
    }
  }

  private static void pairAll(Rig rig, Operator operator) throws Exception {
    var phones = new Phones(rig.desk(), 1);
    try (phones;
        var feed = EventFeed.of(rig.wharf(), null, phones::hear);
        var workers = Executors.newFixedThreadPool(CONCURRENT)) {
      List<Callable<Integer>> orders = new ArrayList<>();
      for (int i = 0; i < ACCOUNTS; i++) {
        String name = "Desk " + i;
        orders.add(() -> operator.command(operator.create(name), "initialize").statusCode());
      }
      for (var answer : workers.invokeAll(orders)) {
        assertEquals(202, answer.get());
      }
      awaitAllActive(operator);
    }
  }

  private static void awaitAllActive(Operator operator) throws Exception {
    try {
      Await.until(
          "all active",
          Duration.ofSeconds(60 + ACCOUNTS / 2),
          () -> {
            var accounts = operator.accounts();
            return accounts.size() == ACCOUNTS
                && accounts.values().stream().allMatch(Operator.Account::isActive);
          });
    } catch (AssertionError e) {
      throw new AssertionError(e.getMessage() + ": " + operator.census(), e);
    }
  }

  private static void assertRestoreIsTold(String log) {
    assertTrue(log.contains("restoring accounts wanted=" + ACCOUNTS), "says what it restores");
    for (int tenth = 1; tenth <= 10; tenth++) {
      String line = "restored " + ACCOUNTS * tenth / 10 + " of " + ACCOUNTS + " accounts";
      assertTrue(log.contains(line), line);
    }
    System.out.println("DrainJarIT " + lineWith(log, "restored " + ACCOUNTS + " of"));
  }

  private static String lineWith(String log, String text) {
    return log.lines().filter(line -> line.contains(text)).findFirst().orElse("no " + text);
  }

  private static boolean isQr(JsonNode event) {
    return event.path("type").asText().equals("qr");
  }

  private static long millisSince(long nanos) {
    return (System.nanoTime() - nanos) / 1_000_000;
  }
}
