package dev.wharf.protocol.pairing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClientVersionTest {

  @Test
  void readsAndPrintsTheSameText() {
    var version = ClientVersion.parse("2.3000.1045649367");

    assertEquals(new ClientVersion(2, 3000, 1045649367), version);
    assertEquals("2.3000.1045649367", version.toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "2",
        "2.3000",
        "2.3000.",
        "2.3000.1.2",
        "2.3000.x",
        "-2.3000.1",
        " 2.3000.1",
        "2.3000.4294967296",
        "2,3000,1"
      })
  void refusesAnythingElse(String text) {
    assertThrows(IllegalArgumentException.class, () -> ClientVersion.parse(text));
  }

  @Test
  void hasNoNegativePart() {
    assertThrows(IllegalArgumentException.class, () -> new ClientVersion(2, -1, 0));
  }
}
