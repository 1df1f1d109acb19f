package dev.wharf.session.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wharf.identity.Jid;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class KeyRationTest {

  private static final Instant NOW = Instant.parse("2026-03-01T00:00:00Z");

  private final KeyRation ration = new KeyRation();

  @Test
  void aFloodOfOneDeviceGetsAFewKeysInAMinute() {
    assertEquals(KeyRation.FOR_ONE, granted(1_000, 1, NOW));
    assertEquals(0, granted(1_000, 1, NOW.plusSeconds(59)));
    assertEquals(KeyRation.FOR_ONE, granted(1_000, 1, NOW.plusSeconds(60)));
  }

  @Test
  void oneDeviceDoesNotUseUpThatOfAnother() {
    granted(1_000, 1, NOW);
    assertTrue(ration.take(device(2), NOW));
  }

  @Test
  void aFloodOfManyDevicesIsBoundedInAll() {
    assertEquals(KeyRation.FOR_ALL, granted(100_000, 50_000, NOW));
    assertFalse(ration.take(device(70_000), NOW));
  }

  @Test
  void aClockThatGoesBackBeginsAnew() {
    granted(1_000, 1, NOW);
    assertTrue(ration.take(device(0), NOW.minusSeconds(600)));
  }

  private int granted(int messages, int devices, Instant at) {
    int granted = 0;
    for (int i = 0; i < messages; i++) {
      granted += ration.take(device(i % devices), at) ? 1 : 0;
    }
    return granted;
  }

  private static Jid device(int number) {
    return Jid.lid("1000" + number, 3);
  }
}
