package dev.wharf.protocol.stanza.chat;

import dev.wharf.identity.Jid;
import dev.wharf.identity.MessageId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.random.RandomGenerator;

/** Ids for messages of ours, in the form that other companions give theirs (messaging.md 5.2). */
public final class MessageIds {

  private static final HexFormat HEX = HexFormat.of().withUpperCase();
  private static final int HASHED = 9;
  private static final int RANDOM = 16;

  private MessageIds() {}

  /**
   * 22 characters, the first four {@code 3EB0}.
   *
   * @param random must be strong: an id must not be foreseen
   */
  public static MessageId next(Instant now, Jid self, RandomGenerator random) {
    byte[] user = (self.user() + "@c.us").getBytes(StandardCharsets.UTF_8);
    byte[] chance = new byte[RANDOM];
    random.nextBytes(chance);
    byte[] input =
        ByteBuffer.allocate(Long.BYTES + user.length + RANDOM)
            .putLong(now.getEpochSecond())
            .put(user)
            .put(chance)
            .array();
    byte[] hash = Arrays.copyOf(Sha256.of(input), HASHED);
    return new MessageId("3EB0" + HEX.formatHex(hash));
  }

  /** Whether a text can be the id of a message. */
  static boolean isId(String text) {
    try {
      return new MessageId(text).value().equals(text);
    } catch (IllegalArgumentException _) {
      return false;
    }
  }
}
