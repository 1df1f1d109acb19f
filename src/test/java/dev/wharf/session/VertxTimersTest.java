package dev.wharf.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VertxTimersTest {

  @ParameterizedTest
  @CsvSource({
    // delay, now, until then
    "25000, 0, 25000",
    "25999, 0, 25000",
    "25000, 999, 24001",
    "25000, 1, 24999",
    "10000, 500, 9500",
    "25000, -300, 24300",
  })
  void endsAtTheBeatBefore(long delay, long now, long expected) {
    assertEquals(expected, VertxTimers.onTheBeat(delay, now));
    assertEquals(0, Math.floorMod(now + expected, 1_000));
    assertTrue(delay - expected < 1_000 && expected <= delay);
  }

  @ParameterizedTest
  @CsvSource({"9999", "200", "1", "0"})
  void leavesWhatIsShort(long delay) {
    assertEquals(delay, VertxTimers.onTheBeat(delay, 123));
  }
}
