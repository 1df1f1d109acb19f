package dev.wharf.limits;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Random walks: whatever is asked for, no window of a limit ever holds more than its capacity. What
 * happened is noted by the true time at which it leaves, whatever the clock of the process says.
 */
class WindowWalkTest {

  private static final Instant T0 = Instant.parse("2026-03-02T12:00:00Z");

  private static final Map<Limit, Integer> SMALL =
      Map.of(
          Limit.MESSAGES_PER_MINUTE, 7,
          Limit.MESSAGES_PER_HOUR, 60,
          Limit.MESSAGES_PER_DAY, 400,
          Limit.NEW_CONTACTS_PER_DAY, 30,
          Limit.NUMBER_CHECKS_PER_HOUR, 20,
          Limit.NUMBER_CHECKS_PER_DAY, 90,
          Limit.GROUP_CHANGES_PER_HOUR, 9);

  private record Taken(long at, int amount) {}

  private final Map<Limit, List<Taken>> taken = new EnumMap<>(Limit.class);

  static LongStream seeds() {
    return LongStream.rangeClosed(1, 12);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void noWindowEverHoldsMoreThanTheCapacity(long seed) {
    walk(seed, false, false);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void norWithPausesBetweenMessages(long seed) {
    walk(seed, true, false);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void norWithAClockThatGoesBackNowAndThen(long seed) {
    walk(seed, true, true);
  }

  private void walk(long seed, boolean pauses, boolean backwards) {
    var random = new SplittableRandom(seed);
    var limits =
        new AccountLimits(new Settings(SMALL, Optional.empty(), false, T0), Map.of(), Usage.NONE);
    long real = T0.toEpochMilli();
    long offset = 0;
    int granted = 0;
    for (int i = 0; i < 20_000; i++) {
      real += step(random);
      if (backwards && random.nextInt(200) == 0) {
        offset -= random.nextInt(10) == 0 ? random.nextLong(100_000_000) : random.nextLong(90_000);
      }
      var charges = charges(random);
      var gap = Duration.ofMillis(pauses ? 1 + random.nextInt(2_500) : 0);
      var decision = limits.take(charges, Instant.ofEpochMilli(real + offset), gap);
      limits = stored(decision.after());
      if (decision.verdict() instanceof Verdict.Granted(var pause)) {
        granted++;
        long leaves = real + pause.toMillis();
        charges.forEach(
            charge ->
                taken
                    .computeIfAbsent(charge.limit(), k -> new ArrayList<>())
                    .add(new Taken(leaves, charge.amount())));
      }
    }
    assertTrue(granted > 400, "seed " + seed + " granted only " + granted);
    taken.forEach((limit, all) -> check(limit, all, seed));
  }

  private static long step(SplittableRandom random) {
    return switch (random.nextInt(6)) {
      case 0, 1, 2 -> random.nextInt(900);
      case 3, 4 -> random.nextInt(30_000);
      default -> random.nextInt(10) == 0 ? random.nextInt(9_000_000) : random.nextInt(90_000);
    };
  }

  private static List<Charge> charges(SplittableRandom random) {
    return switch (random.nextInt(6)) {
      case 0 -> Charge.numberChecks(1 + random.nextInt(5));
      case 1 -> Charge.groupChange();
      case 2 -> Charge.firstMessage();
      case 3 -> List.of(new Charge(Limit.NEW_CONTACTS_PER_DAY, 1 + random.nextInt(2)));
      default -> Charge.message();
    };
  }

  /** As if the process had ended in between. */
  private static AccountLimits stored(AccountLimits limits) {
    try {
      var usage = UsageCodec.read(UsageCodec.write(limits.usage()).getBytes());
      return new AccountLimits(limits.settings(), limits.holds(), usage);
    } catch (Unreadable e) {
      throw new AssertionError(e);
    }
  }

  private static void check(Limit limit, List<Taken> all, long seed) {
    Taken[] sorted = all.toArray(Taken[]::new);
    Arrays.sort(sorted, java.util.Comparator.comparingLong(Taken::at));
    int from = 0;
    int sum = 0;
    for (Taken each : sorted) {
      sum += each.amount();
      while (sorted[from].at() <= each.at() - limit.windowMillis()) {
        sum -= sorted[from++].amount();
      }
      int used = sum;
      assertTrue(
          used <= SMALL.get(limit),
          () -> "seed " + seed + ": " + used + " of " + limit + " before " + each.at());
    }
  }
}
