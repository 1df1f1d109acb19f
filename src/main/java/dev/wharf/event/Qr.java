package dev.wharf.event;

import java.time.Instant;

/**
 * A QR code that is showing. The text is a secret while it lives: pushed to subscribers, never
 * stored, never logged.
 *
 * @param attempt which code of this pairing, from 1
 * @param maxAttempts how many there can be
 */
public record Qr(String text, int attempt, int maxAttempts, Instant expiresAt) {
  @Override
  public String toString() {
    return "Qr[" + attempt + "/" + maxAttempts + "]";
  }
}
