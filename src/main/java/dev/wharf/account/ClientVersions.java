package dev.wharf.account;

import dev.wharf.identity.AccountId;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The client version that all accounts say they are. A new one is tried on one account first, the
 * canary; when that comes online with it, the others follow at their next connect.
 */
public interface ClientVersions {

  /**
   * @param source {@code configuration}, {@code operator} or {@code lookup}
   * @param since when it was adopted
   */
  record View(
      String version,
      String source,
      Instant since,
      @Nullable Trial trial,
      @Nullable Outcome lastTrial,
      @Nullable Lookup lastLookup) {}

  record Trial(String version, AccountId canary, Instant since) {}

  /**
   * @param result {@code adopted}, {@code refused} or {@code timed_out}
   */
  record Outcome(String version, @Nullable AccountId canary, Instant at, String result) {}

  /**
   * @param result the version that was found, or why none was
   */
  record Lookup(Instant at, String result) {}

  View view();

  /**
   * Tries a version, and adopts it when it works. Without any paired account it is adopted at once.
   *
   * @param canary which account tries it; {@code null}: Wharf chooses
   * @return fails with {@link Refused} if the version or the canary is none
   */
  Uni<View> propose(String version, @Nullable AccountId canary);

  /** Asks WhatsApp which version is the present one, and proposes it if it is newer. */
  Uni<View> refresh();
}
