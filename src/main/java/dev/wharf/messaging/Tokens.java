package dev.wharf.messaging;

import dev.wharf.identity.MessageId;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.UUID;

/** Names that nobody can guess: of messages and of events. */
@ApplicationScoped
class Tokens {

  private static final HexFormat HEX = HexFormat.of().withUpperCase();
  private static final int LENGTH = 9;

  private final SecureRandom random;

  Tokens(SecureRandom random) {
    this.random = random;
  }

  /**
   * As other clients make them (messaging.md 5.2); there the digits are of a hash, which nobody can
   * tell from chance.
   */
  MessageId messageId() {
    byte[] bytes = new byte[LENGTH];
    random.nextBytes(bytes);
    return new MessageId("3EB0" + HEX.formatHex(bytes));
  }

  /** A random UUID (version 4). */
  UUID eventId() {
    long high = (random.nextLong() & ~0xF000L) | 0x4000L;
    long low = (random.nextLong() & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L;
    return new UUID(high, low);
  }
}
