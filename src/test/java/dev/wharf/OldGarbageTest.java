package dev.wharf;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OldGarbageTest {

  @ParameterizedTest(name = "{0} MiB used, {1} alive at the last collection: {2}")
  @CsvSource({
    // The start's own garbage, which nobody has looked at yet.
    "15, 0, false",
    "17, 0, true",
    // A small heap waits for as much as is worth a pause.
    "24, 10, false",
    "27, 10, true",
    // A large one until it has doubled.
    "190, 100, false",
    "201, 100, true",
    // Less than before: somebody else collected.
    "50, 100, false"
  })
  void itIsDueOnceMostMayBeGarbage(long usedMib, long aliveMib, boolean due) {
    assertEquals(due, OldGarbage.isDue(usedMib << 20, aliveMib << 20));
  }
}
