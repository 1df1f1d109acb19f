package dev.wharf.api.push;

import dev.wharf.account.Refused;
import dev.wharf.event.Action;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Short-lived passes for the push, so that no key ever stands in an address. Each opens one
 * connection. Held in memory, hashed, and only so many of them.
 */
@Singleton
class Tickets {

  private static final int BYTES = 32;
  private static final int LONGEST = 128;

  private final PushConfig config;
  private final Clock clock;
  private final SecureRandom random;

  /** By hash, in the order of issue, which is the order of expiry. */
  private final Map<String, Instant> waiting = new LinkedHashMap<>();

  Tickets(PushConfig config, Clock clock, SecureRandom random) {
    this.config = config;
    this.clock = clock;
    this.random = random;
  }

  /** A new pass. */
  record Ticket(String secret, Instant expiresAt) {
    @Override
    public String toString() {
      return "Ticket[expiresAt=" + expiresAt + "]";
    }
  }

  /**
   * @throws Refused {@code too_many_tickets} while as many as are allowed wait for their use
   */
  Ticket issue() {
    byte[] secret = new byte[BYTES];
    random.nextBytes(secret);
    String text = Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
    Instant now = clock.instant();
    Instant expiresAt = now.plus(config.ticketLife());
    synchronized (waiting) {
      dropExpired(now);
      if (waiting.size() >= config.maxTickets()) {
        throw new Refused(
            Refused.Kind.TOO_MANY,
            "too_many_tickets",
            "Too many tickets wait for their use: open the push with one, or ask again in "
                + config.ticketLife().toSeconds()
                + " seconds.",
            Action.WAIT);
      }
      waiting.put(hash(text), expiresAt);
    }
    return new Ticket(text, expiresAt);
  }

  /** Whether this is a ticket that is still good; it is not any more after this. */
  boolean redeem(String secret) {
    if (secret.length() > LONGEST) {
      return false;
    }
    Instant now = clock.instant();
    synchronized (waiting) {
      Instant expiresAt = waiting.remove(hash(secret));
      return expiresAt != null && now.isBefore(expiresAt);
    }
  }

  private void dropExpired(Instant now) {
    var oldest = waiting.values().iterator();
    while (oldest.hasNext() && !now.isBefore(oldest.next())) {
      oldest.remove();
    }
  }

  private static String hash(String secret) {
    try {
      var sha = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(sha.digest(secret.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
