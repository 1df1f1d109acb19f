package dev.wharf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FreePortTest {

  @Test
  void isNoneThatAConnectionMayBeGiven() throws Exception {
    Set<Integer> seen = new HashSet<>();
    for (int i = 0; i < 50; i++) {
      int port = FreePort.any();
      assertTrue(port >= 20_000 && port < 32_768, "port " + port);
      seen.add(port);
    }
    assertTrue(seen.size() > 25, "drawn, so that two who start at once differ: " + seen);
  }

  @Test
  void passesOverWhatIsTaken() throws Exception {
    int first = FreePort.any();
    try (var taken = new ServerSocket(first, 1, InetAddress.getLoopbackAddress())) {
      int port = taken.getLocalPort();
      for (int i = 0; i < 20; i++) {
        assertTrue(FreePort.between(port, port + 50) > port);
      }
      var none = assertThrows(BindException.class, () -> FreePort.between(port, port));
      assertEquals("no port from %d to %d is free".formatted(port, port), none.getMessage());
    }
  }
}
