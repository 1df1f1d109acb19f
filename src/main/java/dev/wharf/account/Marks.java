package dev.wharf.account;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The moments of an account that outlive a restart.
 *
 * @param wantedAt when the intent last changed
 * @param activationEnds when it has to be online, while somebody waits for that
 * @param connectedAt when it was last connected, to the hour; {@code null} if it never was
 */
public record Marks(
    Instant wantedAt, @Nullable Instant activationEnds, @Nullable Instant connectedAt) {

  /** What is younger is not worth a write. */
  private static final Duration GRAIN = Duration.ofHours(1);

  public static Marks of(Instant wantedAt) {
    return new Marks(wantedAt, null, null);
  }

  Marks wanted(Instant at) {
    return new Marks(at, activationEnds, connectedAt);
  }

  Marks activation(@Nullable Instant ends) {
    return new Marks(wantedAt, ends, connectedAt);
  }

  Marks connected(Instant at) {
    boolean fresh = connectedAt != null && at.isBefore(connectedAt.plus(GRAIN));
    return fresh ? this : new Marks(wantedAt, activationEnds, at);
  }
}
