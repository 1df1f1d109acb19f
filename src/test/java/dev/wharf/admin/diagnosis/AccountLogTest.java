package dev.wharf.admin.diagnosis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccountLogTest {

  private static final UUID ONE = new UUID(1, 1);
  private static final UUID OTHER = new UUID(2, 2);

  @Test
  void keepsTheNewestLinesInOrder() {
    var log = new AccountLog(3, 1_000);
    for (int i = 1; i <= 5; i++) {
      log.add(ONE, "line " + i);
    }

    assertEquals(List.of("line 3", "line 4", "line 5"), log.of(ONE));
    assertEquals(List.of(), log.of(OTHER));
    assertEquals(18, log.chars());
  }

  @Test
  void cutsALineThatIsTooLong() {
    var log = new AccountLog(3, 10_000);
    log.add(ONE, "x".repeat(AccountLog.LONGEST_LINE));
    log.add(ONE, "y".repeat(AccountLog.LONGEST_LINE + 1));

    assertEquals(List.of("x".repeat(500), "y".repeat(499) + "…"), log.of(ONE));
  }

  @Test
  void forgetsAnAccountAndItsShare() {
    var log = new AccountLog(3, 1_000);
    log.add(ONE, "line");
    log.add(OTHER, "other");
    log.forget(ONE);
    log.forget(ONE);

    assertEquals(List.of(), log.of(ONE));
    assertEquals(5, log.chars());
  }

  @Test
  void oneThatTalksMuchNeverPushesOutAQuietOne() {
    var log = new AccountLog(200, 10_000);
    log.add(OTHER, "the one line of a quiet account");
    for (int i = 0; i < 5_000; i++) {
      log.add(ONE, "chatter ".repeat(12) + i);
      assertTrue(log.chars() <= 10_000);
    }

    assertEquals(1, log.of(OTHER).size());
    assertTrue(log.of(ONE).size() > 20);
    assertTrue(log.of(ONE).getLast().endsWith("4999"));
  }

  @Test
  void staysWithinItsBoundForManyAccounts() {
    var log = new AccountLog(200, 100_000);
    for (int i = 0; i < 100_000; i++) {
      log.add(new UUID(7, i % 1_000), "a line that is some fifty characters long, or more " + i);
      assertTrue(log.chars() <= 100_000);
    }

    for (int i = 0; i < 1_000; i++) {
      assertTrue(!log.of(new UUID(7, i)).isEmpty(), "account " + i);
    }
  }

  @Test
  void theHandlerKeepsLinesThatNameAnAccountWithTheirTime() {
    var log = new AccountLog(10, 10_000);
    var handler = new AccountLogHandler(log, ONE::equals);

    handler.publish(line("account moved accountId=" + ONE + " link=3"));

    assertEquals(
        List.of(
            "2026-01-01T12:00:00.123Z INFO  [Verticle] account moved accountId=" + ONE + " link=3"),
        log.of(ONE));
  }

  @Test
  void theHandlerNamesAThrowableByItsClassAlone() {
    var log = new AccountLog(10, 10_000);
    var entry = line("failed accountId=" + ONE + "\nsecond line");
    entry.setThrown(new IllegalStateException("a secret"));

    new AccountLogHandler(log, ONE::equals).publish(entry);

    assertTrue(
        log.of(ONE).getFirst().endsWith(ONE + " thrown=java.lang.IllegalStateException"),
        log.of(ONE).getFirst());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nothing of an account",
        "accountId=",
        "accountId=nonsense",
        "accountId=00000000-0000-0001-0000-000000000001a",
        "accountId=00000000-0000-0002-0000-000000000002",
        "account=00000000-0000-0001-0000-000000000001"
      })
  void theHandlerLeavesOtherLines(String message) {
    var log = new AccountLog(10, 10_000);

    new AccountLogHandler(log, ONE::equals).publish(line(message));

    assertEquals(0, log.chars());
  }

  @Test
  void theHandlerTakesALineWithoutAMessage() {
    new AccountLogHandler(new AccountLog(10, 10_000), ONE::equals).publish(line(null));
  }

  private static LogRecord line(String message) {
    var entry = new LogRecord(Level.INFO, message);
    entry.setLoggerName("dev.wharf.session.Verticle");
    entry.setInstant(Instant.parse("2026-01-01T12:00:00.123Z"));
    return entry;
  }
}
