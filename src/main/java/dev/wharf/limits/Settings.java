package dev.wharf.limits;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * What an operator says about the limits of an account.
 *
 * @param overrides capacities other than the default, 0 to the ceiling
 * @param warmUp whether a young number starts with less
 * @param knownSince when the number began to be used here: its first day starts then
 */
public record Settings(
    Map<Limit, Integer> overrides,
    Optional<QuietHours> quietHours,
    boolean warmUp,
    Instant knownSince) {

  private static final Duration DAY = Duration.ofDays(1);

  public Settings {
    overrides = Map.copyOf(overrides);
    overrides.forEach(
        (limit, capacity) -> {
          if (capacity < 0 || capacity > limit.ceiling()) {
            throw new IllegalArgumentException(
                limit.word() + " must be from 0 to " + limit.ceiling());
          }
        });
  }

  /** Of a number that nothing is known of yet: as young as can be. */
  public static Settings fresh(Instant now) {
    return new Settings(Map.of(), Optional.empty(), true, now);
  }

  public Settings withOverrides(Map<Limit, Integer> capacities) {
    return new Settings(capacities, quietHours, warmUp, knownSince);
  }

  public Settings withQuietHours(Optional<QuietHours> hours) {
    return new Settings(overrides, hours, warmUp, knownSince);
  }

  public Settings withWarmUp(boolean enabled) {
    return new Settings(overrides, quietHours, enabled, knownSince);
  }

  public Settings withKnownSince(Instant since) {
    return new Settings(overrides, quietHours, warmUp, since);
  }

  /** How much of a limit may be used at a moment. Never falls as time goes by. */
  public int capacity(Limit limit, Instant at) {
    int grown = grown(limit);
    int day = day(at);
    return warmUp && day <= limit.warmUp().size()
        ? Math.min(grown, limit.warmUp().get(day - 1))
        : grown;
  }

  /** What the capacity is once the number has grown. */
  public int grown(Limit limit) {
    return overrides.getOrDefault(limit, limit.standard());
  }

  /** Which day of the number it is, from 1; a day is 24 hours. */
  public int day(Instant at) {
    long days = Math.max(0, Duration.between(knownSince, at).toDays());
    return (int) Math.min(days, Integer.MAX_VALUE - 1) + 1;
  }

  /** When the capacity may grow next; empty if it has grown. */
  Optional<Instant> nextStep(Limit limit, Instant at) {
    int day = day(at);
    return warmUp && day <= limit.warmUp().size()
        ? Optional.of(knownSince.plus(DAY.multipliedBy(day)))
        : Optional.empty();
  }

  /** When the last step of the warm-up is over; empty if it is off. */
  public Optional<Instant> grownAt() {
    int longest = 0;
    for (Limit limit : Limit.values()) {
      longest = Math.max(longest, limit.warmUp().size());
    }
    return warmUp ? Optional.of(knownSince.plus(DAY.multipliedBy(longest))) : Optional.empty();
  }
}
