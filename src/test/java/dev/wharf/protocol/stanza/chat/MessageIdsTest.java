package dev.wharf.protocol.stanza.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MessageIdsTest {

  private static final Instant NOW = Instant.ofEpochSecond(Samples.T);

  @Test
  void hashesTimeUserAndChance() throws Exception {
    byte[] chance = new byte[16];
    new Random(1).nextBytes(chance);
    var input = new ByteArrayOutputStream();
    input.writeBytes(ByteBuffer.allocate(8).putLong(Samples.T).array());
    input.writeBytes("5511987654321@c.us".getBytes(StandardCharsets.US_ASCII));
    input.writeBytes(chance);
    byte[] hash = MessageDigest.getInstance("SHA-256").digest(input.toByteArray());
    String expected = "3EB0" + HexFormat.of().withUpperCase().formatHex(Arrays.copyOf(hash, 9));

    String id = MessageIds.next(NOW, Samples.OWN.pn(), new Random(1)).value();

    assertEquals(expected, id);
    assertEquals(22, id.length());
  }

  @Test
  void differByChanceAlone() {
    var random = new Random(1);

    assertNotEquals(
        MessageIds.next(NOW, Samples.OWN.pn(), random),
        MessageIds.next(NOW, Samples.OWN.pn(), random));
  }

  @Test
  void lookTheSameForAnyUser() {
    assertTrue(
        MessageIds.next(NOW, Samples.OWN.lid(), new Random(2)).value().matches("3EB0[0-9A-F]{18}"));
  }
}
