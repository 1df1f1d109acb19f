package dev.wharf.admin;

import dev.wharf.event.AccountView;
import dev.wharf.event.Standing;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * An account that should have moved on by itself and did not: it is stuck.
 *
 * @param due when it should have
 */
record Overdue(AccountView account, Instant due) {

  /** A deadline fires on time; this much is left to a machine that is busy. */
  static final Duration GRACE = Duration.ofSeconds(60);

  /** The stuck ones of these, in their order. */
  static List<Overdue> of(Collection<AccountView> accounts, Instant now) {
    return accounts.stream()
        .flatMap(account -> due(account.standing()).map(due -> new Overdue(account, due)).stream())
        .filter(stuck -> stuck.due().plus(GRACE).isBefore(now))
        .toList();
  }

  /** When a standing that does not last must end at the latest. */
  private static Optional<Instant> due(Standing standing) {
    return switch (standing.status()) {
      case INACTIVE, ACTIVE -> Optional.empty();
      case WARMING, AUTHENTICATING, RECONNECTING, COOLDOWN, BANNED ->
          Stream.of(
                  Optional.ofNullable(standing.until()),
                  Optional.ofNullable(standing.nextRetryAt()))
              .flatMap(Optional::stream)
              .min(Instant::compareTo);
    };
  }
}
