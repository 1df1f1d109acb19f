package dev.wharf.protocol.stanza.chat;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wharf.identity.Jid;
import dev.wharf.protocol.ProtocolFault;
import dev.wharf.protocol.node.Node;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PrivacyTokenTest {

  private static final long WEEK = 604_800;
  private static final long NOW = 2_800 * WEEK + 5;

  /** Weeks are those of the wire, not those since the token was made. */
  @ParameterizedTest
  @CsvSource({"0, true", "6, true", "-604800, true", "-1814400, true", "-1814406, false"})
  void holdsInItsWeekAndTheThreeThatFollow(long made, boolean holds) {
    var token = new PrivacyToken(new byte[] {1}, Instant.ofEpochSecond(NOW + made));
    assertEquals(holds, token.holdsAt(Instant.ofEpochSecond(NOW)));
  }

  @ParameterizedTest
  @CsvSource({"0, false", "-5, false", "-6, true", "-604800, true"})
  void isIssuedOnceAWeek(long issued, boolean due) {
    var last = Optional.of(Instant.ofEpochSecond(NOW + issued));
    assertEquals(due, PrivacyToken.isDue(last, Instant.ofEpochSecond(NOW)));
  }

  @Test
  void whoeverWasGivenNoneIsDue() {
    assertTrue(PrivacyToken.isDue(Optional.empty(), Instant.ofEpochSecond(NOW)));
  }

  @Test
  void anAnswerMayBringOneOrNone() {
    assertTrue(PrivacyToken.in(Node.of("iq")).isEmpty());
    Node token = NoticesTest.token();
    var found = PrivacyToken.in(Node.of("iq").children(Node.of("tokens").children(token)));
    assertArrayEquals(token.bytes().orElseThrow(), found.orElseThrow().bytes());
  }

  @Test
  void oneThatIsNoTokenButAFloodIsRefused() {
    Node large = NoticesTest.token().bytes(new byte[1025]);
    var flood = Node.of("iq").children(Node.of("tokens").children(large));
    assertThrows(ProtocolFault.class, () -> PrivacyToken.in(flood));
  }

  /** messaging.md 20.5. */
  @Test
  void aContactTokenIsThatOfTheVector() {
    byte[] salt = new byte[32];
    for (int i = 0; i < salt.length; i++) {
      salt[i] = (byte) i;
    }
    assertEquals(
        "8fb920b283f629fca32fa4a14a4fb9bd852ab9d1c269840c269d1ef65941ba0c",
        HexFormat.of().formatHex(ContactToken.of(salt, Jid.lid("123456789012345", 3)).bytes()));
  }

  @Test
  void aContactTokenIsForHiddenIdsOnly() {
    var phone = Jid.phone("15550001111", 0);
    assertThrows(IllegalArgumentException.class, () -> ContactToken.of(new byte[] {1}, phone));
  }
}
