package dev.wharf.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecurrenceTest {

  @ParameterizedTest
  @CsvSource({
    "0 17 3 * * ?,    2026-11-22T03:16:59.999Z, 2026-11-22T03:17:00Z",
    "0 17 3 * * ?,    2026-11-22T03:17:00Z,     2026-11-23T03:17:00Z",
    "0 17 3 * * ?,    2026-11-22T03:17:00.500Z, 2026-11-23T03:17:00Z",
    "0 */5 * * * ?,   2026-11-22T10:04:59Z,     2026-11-22T10:05:00Z",
    "0 */5 * * * ?,   2026-11-22T10:05:00Z,     2026-11-22T10:10:00Z",
    "0 23 */6 * * ?,  2026-12-31T18:23:00Z,     2027-01-01T00:23:00Z",
    "0 0 4 ? * MON,   2026-11-22T12:00:00Z,     2026-11-23T04:00:00Z",
    "0 0 4 29 2 ?,    2026-11-22T12:00:00Z,     2028-02-29T04:00:00Z",
  })
  void aCronExpressionSaysWhen(String expression, Instant last, Instant next) {
    assertEquals(Optional.of(next), Recurrence.cron(expression, ZoneOffset.UTC).after(last));
  }

  /** At 2026-10-25T01:00:00Z Berlin goes from 03:00 back to 02:00. */
  @ParameterizedTest
  @CsvSource({
    "0 17 3 * * ?, 2026-07-01T12:00:00Z, 2026-07-02T01:17:00Z",
    "0 17 3 * * ?, 2026-10-24T12:00:00Z, 2026-10-25T02:17:00Z",
    "0 17 3 * * ?, 2026-10-25T02:17:00Z, 2026-10-26T02:17:00Z",
  })
  void aCronExpressionIsAboutTheClockOnTheWall(String expression, Instant last, Instant next) {
    var berlin = ZoneId.of("Europe/Berlin");
    assertEquals(Optional.of(next), Recurrence.cron(expression, berlin).after(last));
  }

  @Test
  void whatIsOverNeverComesAgain() {
    var once = Recurrence.cron("0 0 0 1 1 ? 2020", ZoneOffset.UTC);
    assertEquals(Optional.empty(), once.after(Instant.parse("2026-11-22T12:00:00Z")));
  }

  @ParameterizedTest
  @CsvSource({
    "30s,   2026-11-22T12:00:30Z",
    "10m,   2026-11-22T12:10:00Z",
    "PT10M, 2026-11-22T12:10:00Z",
    "500ms, 2026-11-22T12:00:00.500Z",
  })
  void anIntervalIsAddedToTheLastTime(String interval, Instant next) {
    var last = Instant.parse("2026-11-22T12:00:00Z");
    assertEquals(Optional.of(next), Recurrence.every(interval).after(last));
  }

  @ParameterizedTest
  @ValueSource(strings = {"off", "OFF", " disabled "})
  void offIsNever(String off) {
    assertEquals(Optional.empty(), Recurrence.cron(off, ZoneOffset.UTC).after(Instant.EPOCH));
    assertEquals(Optional.empty(), Recurrence.every(off).after(Instant.EPOCH));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "daily", "* * * * *", "0 61 3 * * ?", "0 0 0 * * *", "10m"})
  void whatIsNoCronExpressionIsRefused(String text) {
    assertThrows(IllegalArgumentException.class, () -> Recurrence.cron(text, ZoneOffset.UTC), text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"soon", "0s", "-10m", "0 17 3 * * ?"})
  void whatIsNoIntervalIsRefused(String text) {
    assertThrows(IllegalArgumentException.class, () -> Recurrence.every(text), text);
  }
}
