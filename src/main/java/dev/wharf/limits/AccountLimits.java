package dev.wharf.limits;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All there is to know about the limits of one account. Decides; keeps and tells nothing. */
record AccountLimits(Settings settings, Map<Limit, Hold> holds, Usage usage) {

  /** More turns than quiet hours, days of a warm-up and windows can take in a row. */
  private static final int MOST_STEPS = 64;

  static AccountLimits fresh(Instant now) {
    return new AccountLimits(Settings.fresh(now), Map.of(), Usage.NONE);
  }

  /**
   * What was decided, and what there is to know from then on. A refusal changes nothing, unless the
   * clock has gone back: that must be kept, or what was used would stay ahead of it.
   */
  record Decision(Verdict verdict, AccountLimits after) {}

  /** Why it cannot be at a moment, and the next one to look at. */
  private record Obstacle(Limit limit, long until, String why, boolean last) {}

  /**
   * All of it or nothing.
   *
   * @param gap what chance gave for the pause after the message before; 0 for none at all
   */
  Decision take(List<Charge> asked, Instant at, Duration gap) {
    long now = at.toEpochMilli();
    Usage known = usage.settled(now);
    List<Charge> charges = summed(asked);
    boolean paced = charges.stream().anyMatch(charge -> charge.limit().paced());
    long slot = paced && gap.isPositive() ? Math.max(now, known.lastSlot() + gap.toMillis()) : now;
    var refused = refusal(charges, known, now, slot);
    return refused.isPresent()
        ? new Decision(refused.get(), usage.isAheadOf(now) ? with(known) : this)
        : new Decision(
            new Verdict.Granted(Duration.ofMillis(slot - now)),
            with(known.plus(charges, slot, paced)));
  }

  /** How the limits stand. */
  List<Bucket> buckets(Instant at) {
    long now = at.toEpochMilli();
    Usage known = usage.settled(now);
    List<Bucket> buckets = new ArrayList<>();
    for (Limit limit : Limit.values()) {
      int capacity = settings.capacity(limit, at);
      int used = known.log(limit).used(now, limit.windowMillis());
      int left = Math.max(0, capacity - used);
      var next =
          left > 0
              ? Optional.<Instant>empty()
              : refusal(List.of(new Charge(limit, 1)), known, now, now)
                  .map(Verdict.Refused::freeAt);
      var hold = Optional.ofNullable(holds.get(limit)).filter(h -> h.until().isAfter(at));
      buckets.add(new Bucket(limit, capacity, used, left, next, hold));
    }
    return buckets;
  }

  AccountLimits with(Settings changed) {
    return new AccountLimits(changed, holds, usage);
  }

  private AccountLimits with(Usage other) {
    return new AccountLimits(settings, holds, other);
  }

  private Optional<Verdict.Refused> refusal(
      List<Charge> charges, Usage known, long now, long slot) {
    Optional<Obstacle> first = obstacle(charges, known, slot);
    if (first.isEmpty()) {
      return slot <= now + Usage.AHEAD
          ? Optional.empty()
          : Optional.of(
              new Verdict.Refused(
                  Limit.MESSAGES_PER_MINUTE,
                  Instant.ofEpochMilli(slot - Usage.AHEAD),
                  "The messages of the next minute are on their way already, with pauses between"
                      + " them."));
    }
    Obstacle worst = first.get();
    Optional<Obstacle> next = first;
    for (int i = 0; i < MOST_STEPS && next.isPresent() && !worst.last(); i++) {
      worst = next.get();
      next = obstacle(charges, known, worst.until());
    }
    return Optional.of(
        new Verdict.Refused(worst.limit(), Instant.ofEpochMilli(worst.until()), worst.why()));
  }

  /** Of everything that stands in the way at a moment, what does so longest. */
  private Optional<Obstacle> obstacle(List<Charge> charges, Usage known, long at) {
    Obstacle worst = null;
    for (Charge charge : charges) {
      for (var found :
          List.of(quiet(charge.limit(), at), held(charge.limit(), at), used(charge, known, at))) {
        if (found.isPresent() && (worst == null || found.get().until() > worst.until())) {
          worst = found.get();
        }
      }
    }
    return Optional.ofNullable(worst);
  }

  private Optional<Obstacle> quiet(Limit limit, long at) {
    return settings
        .quietHours()
        .filter(quiet -> limit.heldByQuietHours())
        .flatMap(
            quiet ->
                quiet
                    .endOf(Instant.ofEpochMilli(at))
                    .map(
                        end ->
                            new Obstacle(
                                limit,
                                end.toEpochMilli(),
                                "Quiet hours, until " + quiet.to() + " in " + quiet.zone() + ".",
                                false)));
  }

  private Optional<Obstacle> held(Limit limit, long at) {
    Hold hold = holds.get(limit);
    return hold == null || hold.until().toEpochMilli() <= at
        ? Optional.empty()
        : Optional.of(new Obstacle(limit, hold.until().toEpochMilli(), hold.why(), false));
  }

  private Optional<Obstacle> used(Charge charge, Usage known, long at) {
    Limit limit = charge.limit();
    Instant moment = Instant.ofEpochMilli(at);
    int capacity = settings.capacity(limit, moment);
    int room = capacity - charge.amount();
    if (room >= known.log(limit).used(at, limit.windowMillis())) {
      return Optional.empty();
    }
    Optional<Long> step = settings.nextStep(limit, moment).map(Instant::toEpochMilli);
    if (charge.amount() > settings.grown(limit)) {
      return Optional.of(
          new Obstacle(limit, at + limit.windowMillis(), never(charge, capacity), true));
    }
    Optional<Long> free =
        room < 0
            ? Optional.empty()
            : Optional.of(known.log(limit).fallsTo(room, at, limit.windowMillis()));
    long until = Math.min(free.orElse(Long.MAX_VALUE), step.orElse(Long.MAX_VALUE));
    return Optional.of(new Obstacle(limit, until, usedUp(limit, capacity, step), false));
  }

  private static String never(Charge charge, int capacity) {
    return capacity == 0
        ? "The limit is set to " + charge.limit().inWords(0) + "."
        : "More than the limit allows at all: " + charge.limit().inWords(capacity) + ".";
  }

  private static String usedUp(Limit limit, int capacity, Optional<Long> step) {
    return "Used up: "
        + limit.inWords(capacity)
        + (step.isPresent() ? ", and more each day while the number is young." : ".");
  }

  private static List<Charge> summed(List<Charge> asked) {
    Map<Limit, Integer> sums = new EnumMap<>(Limit.class);
    asked.forEach(charge -> sums.merge(charge.limit(), charge.amount(), Math::addExact));
    return sums.entrySet().stream().map(sum -> new Charge(sum.getKey(), sum.getValue())).toList();
  }
}
