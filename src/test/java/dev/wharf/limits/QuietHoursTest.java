package dev.wharf.limits;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuietHoursTest {

  @ParameterizedTest
  @CsvSource({
    "22:00,07:30,Europe/Berlin,2026-01-10T20:59:59Z,",
    "22:00,07:30,Europe/Berlin,2026-01-10T21:00:00Z,2026-01-11T06:30:00Z",
    "22:00,07:30,Europe/Berlin,2026-01-11T06:29:59Z,2026-01-11T06:30:00Z",
    "22:00,07:30,Europe/Berlin,2026-01-11T06:30:00Z,",
    "12:00,13:00,UTC,2026-01-10T12:30:00Z,2026-01-10T13:00:00Z",
    "12:00,13:00,UTC,2026-01-10T13:00:00Z,",
    "00:00,06:00,America/Sao_Paulo,2026-01-10T03:00:00Z,2026-01-10T09:00:00Z",
    "18:00,00:00,UTC,2026-01-10T23:00:00Z,2026-01-11T00:00:00Z",
    // 02:00 to 03:00 is skipped on that day
    "23:00,02:30,Europe/Berlin,2026-03-29T00:30:00Z,2026-03-29T01:00:00Z",
    // 02:30 shows twice on that day
    "23:00,02:30,Europe/Berlin,2026-10-24T22:00:00Z,2026-10-25T00:30:00Z",
    "23:00,02:30,Europe/Berlin,2026-10-25T01:10:00Z,2026-10-25T01:30:00Z",
  })
  void endByTheClockOnTheWall(LocalTime from, LocalTime to, ZoneId zone, Instant at, Instant end) {
    assertEquals(Optional.ofNullable(end), new QuietHours(from, to, zone).endOf(at));
  }

  @Test
  void needAnEnd() {
    var noon = LocalTime.NOON;
    var utc = ZoneId.of("UTC");
    assertThrows(IllegalArgumentException.class, () -> new QuietHours(noon, noon, utc));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void endLaterThanTheyAreAskedForAndNotBefore(long seed) {
    var random = new SplittableRandom(seed);
    var zones = ZoneId.getAvailableZoneIds().stream().sorted().toList();
    Instant start = Instant.parse("2026-01-01T00:00:00Z");
    for (int i = 0; i < 5_000; i++) {
      LocalTime from = LocalTime.of(random.nextInt(24), random.nextInt(60));
      LocalTime to = from.plusMinutes(1 + random.nextInt(1_439));
      var quiet = new QuietHours(from, to, ZoneId.of(zones.get(random.nextInt(zones.size()))));
      Instant at = start.plusSeconds(random.nextInt(365 * 86_400));
      quiet
          .endOf(at)
          .ifPresent(
              end -> {
                String what = quiet + " at " + at + " seed " + seed;
                assertTrue(end.isAfter(at), what);
                assertTrue(quiet.endOf(end).filter(end::equals).isEmpty(), what);
                assertTrue(quiet.endOf(end.minusMillis(1)).isPresent(), what);
              });
    }
  }
}
