package dev.wharf.sandbox.relay;

import dev.wharf.sandbox.post.Party;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Remembers the ratchet positions that were used, and finds two ciphertexts on one: a message key
 * used twice. The same ciphertext again is none. Forgets the oldest positions.
 */
final class CounterWatch {

  private static final int MOST = 200_000;

  /** A position, hashed: sender, receiver, chain and counter. */
  private record Position(long high, long low) {}

  private final MessageDigest sha256;
  private final Map<Position, Long> used =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Position, Long> eldest) {
          return size() > MOST;
        }
      };

  CounterWatch() {
    try {
      sha256 = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this JDK has no SHA-256", e);
    }
  }

  /**
   * Takes note of a ciphertext. Returns whether its position held another one before.
   *
   * @param audience whom the ratchet is shared with: a device, or a group
   */
  boolean reused(Party sender, String audience, CiphertextHeader header, byte[] ciphertext) {
    String text =
        String.join(
            " ",
            sender.account().phone(),
            Integer.toString(sender.device()),
            audience,
            header.chain(),
            Integer.toUnsignedString(header.counter()));
    var hash = ByteBuffer.wrap(sha256.digest(text.getBytes(StandardCharsets.UTF_8)));
    long content = ByteBuffer.wrap(sha256.digest(ciphertext)).getLong();
    Long before = used.putIfAbsent(new Position(hash.getLong(), hash.getLong()), content);
    return before != null && before != content;
  }

  void clear() {
    used.clear();
  }
}
