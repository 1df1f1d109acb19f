package dev.wharf.limits;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wharf.limits.Verdict.Granted;
import dev.wharf.limits.Verdict.Refused;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class AccountLimitsTest {

  private static final Instant T0 = Instant.parse("2026-03-02T12:00:00Z");
  private static final Settings GROWN =
      new Settings(Map.of(), Optional.empty(), true, T0.minus(Duration.ofDays(365)));

  private AccountLimits limits = new AccountLimits(GROWN, Map.of(), Usage.NONE);

  @ParameterizedTest
  @EnumSource(Limit.class)
  void grantsExactlyTheCapacityAndTheNextOneWhenTheFirstLeavesTheWindow(Limit limit) {
    for (int i = 0; i < limit.standard(); i++) {
      assertInstanceOf(Granted.class, take(limit, T0));
    }
    var refused = assertInstanceOf(Refused.class, take(limit, T0.plusSeconds(1)));
    assertEquals(limit, refused.by());
    assertEquals(T0.plus(limit.window()), refused.freeAt());
    assertInstanceOf(Refused.class, take(limit, refused.freeAt().minusMillis(1)));
    assertInstanceOf(Granted.class, take(limit, refused.freeAt()));
  }

  @Test
  void takesNothingIfOneChargeIsRefused() {
    for (int i = 0; i < 50; i++) {
      take(Limit.NEW_CONTACTS_PER_DAY, T0);
    }
    assertEquals(Limit.NEW_CONTACTS_PER_DAY, refused(Charge.firstMessage(), T0).by());
    assertEquals(0, bucket(Limit.MESSAGES_PER_MINUTE, T0).used());
    assertInstanceOf(Granted.class, take(Charge.message(), T0, Duration.ZERO));
  }

  @Test
  void namesWhatHoldsItUpLongest() {
    limits = limits.with(GROWN.withOverrides(Map.of(Limit.MESSAGES_PER_HOUR, 20)));
    for (int i = 0; i < 20; i++) {
      take(Charge.message(), T0, Duration.ZERO);
    }
    assertEquals(
        new Refused(
            Limit.MESSAGES_PER_HOUR,
            T0.plus(Duration.ofHours(1)),
            "Used up: 20 messages in an hour."),
        refused(Charge.message(), T0));
  }

  @Test
  void addsUpChargesOfTheSameLimit() {
    var charge = new Charge(Limit.MESSAGES_PER_MINUTE, 11);
    assertInstanceOf(Refused.class, take(List.of(charge, charge), T0, Duration.ZERO));
    assertInstanceOf(Granted.class, take(List.of(charge), T0, Duration.ZERO));
    assertEquals(9, bucket(Limit.MESSAGES_PER_MINUTE, T0).left());
  }

  @Test
  void refusesMoreThanTheCapacityWithoutEndingTheSearch() {
    var refused = refused(Charge.numberChecks(51), T0);
    assertEquals(T0.plus(Duration.ofHours(1)), refused.freeAt());
    assertEquals("More than the limit allows at all: 50 number checks in an hour.", refused.why());
  }

  @Test
  void aLimitOfNoneRefusesEverything() {
    limits = limits.with(GROWN.withOverrides(Map.of(Limit.NEW_CONTACTS_PER_DAY, 0)));
    assertEquals(
        "The limit is set to 0 first messages to new contacts in 24 hours.",
        refused(Charge.firstMessage(), T0).why());
  }

  @ParameterizedTest
  @CsvSource({
    "0,5,50",
    "23,5,50",
    "24,8,80",
    "48,12,120",
    "72,18,180",
    "96,25,260",
    "120,35,400",
    "144,50,600",
    "167,50,600",
    "168,50,1000",
    "100000,50,1000",
    "-5,5,50"
  })
  void aYoungNumberMayDoMoreEachDay(int hours, int contacts, int messages) {
    limits = limits.with(Settings.fresh(T0));
    Instant at = T0.plus(Duration.ofHours(hours));
    assertEquals(contacts, bucket(Limit.NEW_CONTACTS_PER_DAY, at).capacity());
    assertEquals(messages, bucket(Limit.MESSAGES_PER_DAY, at).capacity());
    assertEquals(20, bucket(Limit.MESSAGES_PER_MINUTE, at).capacity());
  }

  @Test
  void anOverrideDoesNotGoAboveTheWarmUpButBelow() {
    var more = Map.of(Limit.NEW_CONTACTS_PER_DAY, 100, Limit.MESSAGES_PER_DAY, 10);
    limits = limits.with(Settings.fresh(T0).withOverrides(more));
    assertEquals(5, bucket(Limit.NEW_CONTACTS_PER_DAY, T0).capacity());
    assertEquals(10, bucket(Limit.MESSAGES_PER_DAY, T0).capacity());
    limits = limits.with(limits.settings().withWarmUp(false));
    assertEquals(100, bucket(Limit.NEW_CONTACTS_PER_DAY, T0).capacity());
  }

  @Test
  void waitsForTheNextDayOfTheWarmUpIfThatComesFirst() {
    limits = limits.with(Settings.fresh(T0));
    Instant late = T0.plus(Duration.ofHours(20));
    for (int i = 0; i < 5; i++) {
      take(Limit.NEW_CONTACTS_PER_DAY, late);
    }
    assertEquals(
        new Refused(
            Limit.NEW_CONTACTS_PER_DAY,
            T0.plus(Duration.ofDays(1)),
            "Used up: 5 first messages to new contacts in 24 hours, and more each day while the"
                + " number is young."),
        refused(List.of(new Charge(Limit.NEW_CONTACTS_PER_DAY, 1)), late));
  }

  @Test
  void waitsUntilTheNumberIsOldEnoughForABatch() {
    limits = limits.with(Settings.fresh(T0));
    assertEquals(
        T0.plus(Duration.ofDays(4)),
        refused(List.of(new Charge(Limit.NEW_CONTACTS_PER_DAY, 20)), T0).freeAt());
  }

  @Test
  void quietHoursHoldMessagesAndGroupChangesButNotLookups() {
    limits =
        limits.with(
            GROWN.withQuietHours(
                Optional.of(
                    new QuietHours(
                        LocalTime.of(13, 0), LocalTime.of(14, 0), ZoneId.of("Europe/Paris")))));
    var refused = refused(Charge.message(), T0);
    assertEquals(T0.plus(Duration.ofHours(1)), refused.freeAt());
    assertEquals("Quiet hours, until 14:00 in Europe/Paris.", refused.why());
    assertInstanceOf(Refused.class, take(Charge.groupChange(), T0, Duration.ZERO));
    assertInstanceOf(Granted.class, take(Charge.numberChecks(1), T0, Duration.ZERO));
    assertInstanceOf(Granted.class, take(Charge.message(), refused.freeAt(), Duration.ZERO));
  }

  @Test
  void aHoldStopsItsOwnLimitOnly() {
    var hold = new Hold(Limit.NEW_CONTACTS_PER_DAY, T0.plusSeconds(600), "Time-locked.");
    limits = new AccountLimits(GROWN, Map.of(hold.limit(), hold), Usage.NONE);
    assertEquals(
        new Refused(hold.limit(), hold.until(), hold.why()), refused(Charge.firstMessage(), T0));
    assertEquals(Optional.of(hold), bucket(hold.limit(), T0).hold());
    assertInstanceOf(Granted.class, take(Charge.message(), T0, Duration.ZERO));
    assertInstanceOf(Granted.class, take(Charge.firstMessage(), hold.until(), Duration.ZERO));
    assertEquals(Optional.empty(), bucket(hold.limit(), hold.until()).hold());
  }

  @Test
  void messagesKeepTheirPauseEvenIfTheyAreAskedForAtOnce() {
    Duration gap = Duration.ofMillis(1_500);
    assertEquals(new Granted(Duration.ZERO), take(Charge.message(), T0, gap));
    assertEquals(new Granted(gap), take(Charge.message(), T0, gap));
    assertEquals(
        new Granted(Duration.ofMillis(2_900)), take(Charge.message(), T0.plusMillis(100), gap));
    assertEquals(new Granted(Duration.ZERO), take(Charge.message(), T0.plusSeconds(10), gap));
    assertEquals(new Granted(Duration.ZERO), take(Charge.numberChecks(1), T0, gap));
  }

  @Test
  void noSlotIsGivenFurtherAheadThanAMinute() {
    limits = limits.with(GROWN.withOverrides(Map.of(Limit.MESSAGES_PER_MINUTE, 60)));
    Duration gap = Duration.ofSeconds(20);
    for (int i = 0; i < 4; i++) {
      assertInstanceOf(Granted.class, take(Charge.message(), T0, gap));
    }
    var refused = assertInstanceOf(Refused.class, take(Charge.message(), T0, gap));
    assertEquals(T0.plusSeconds(20), refused.freeAt());
    assertInstanceOf(Granted.class, take(Charge.message(), refused.freeAt(), gap));
  }

  @Test
  void aClockThatHasGoneBackDoesNotStopTheAccountForLongerThanTheWindow() {
    Instant wrong = T0.plus(Duration.ofDays(400));
    for (int i = 0; i < 20; i++) {
      take(Limit.MESSAGES_PER_MINUTE, wrong);
    }
    var refused = assertInstanceOf(Refused.class, take(Limit.MESSAGES_PER_MINUTE, T0));
    assertTrue(!refused.freeAt().isAfter(T0.plusSeconds(120)), refused::toString);
    assertInstanceOf(Granted.class, take(Limit.MESSAGES_PER_MINUTE, refused.freeAt()));
  }

  @Test
  void whatCannotBeReadCountsAsUsedUp() {
    limits = new AccountLimits(GROWN, Map.of(), Usage.full(T0.toEpochMilli()));
    for (Bucket bucket : limits.buckets(T0)) {
      assertEquals(0, bucket.left());
      assertEquals(Optional.of(T0.plus(bucket.limit().window())), bucket.nextFreeAt());
    }
  }

  @Test
  void theCeilingCannotBePassed() {
    for (Limit limit : Limit.values()) {
      assertTrue(limit.standard() <= limit.ceiling());
      var tooMuch = Map.of(limit, limit.ceiling() + 1);
      org.junit.jupiter.api.Assertions.assertThrows(
          IllegalArgumentException.class, () -> GROWN.withOverrides(tooMuch));
    }
  }

  /** At the moment named in a refusal it is granted, and a millisecond before it is not. */
  @ParameterizedTest
  @CsvSource({"1", "2", "3", "4", "5", "6", "7", "8"})
  void theMomentOfARefusalIsTheFirstOneThatIsFree(long seed) {
    var random = new SplittableRandom(seed);
    limits =
        limits.with(
            Settings.fresh(T0)
                .withQuietHours(
                    Optional.of(
                        new QuietHours(
                            LocalTime.of(random.nextInt(12), 17),
                            LocalTime.of(12 + random.nextInt(12), 5),
                            ZoneId.of("America/Santiago")))));
    Instant now = T0;
    int refusals = 0;
    for (int i = 0; i < 3_000; i++) {
      var charges = random.nextInt(4) == 0 ? Charge.firstMessage() : Charge.message();
      if (take(charges, now, Duration.ZERO) instanceof Refused refused) {
        refusals++;
        assertTrue(refused.freeAt().isAfter(now), refused::toString);
        assertInstanceOf(
            Refused.class, preview(charges, refused.freeAt().minusMillis(1)), "seed " + seed);
        assertInstanceOf(Granted.class, preview(charges, refused.freeAt()), "seed " + seed);
        now = random.nextBoolean() ? refused.freeAt() : now.plusSeconds(random.nextInt(600));
      } else {
        now = now.plusMillis(random.nextInt(40_000));
      }
    }
    assertTrue(refusals > 50, "only " + refusals + " refusals");
  }

  @Test
  void theStoredFormOfAFullAccountStaysSmall() {
    limits = limits.with(GROWN.withOverrides(ceilings()));
    Instant now = T0;
    for (int i = 0; i < 20_000; i++) {
      take(Charge.firstMessage(), now, Duration.ZERO);
      take(Charge.message(), now, Duration.ZERO);
      take(Charge.numberChecks(1), now, Duration.ZERO);
      take(Charge.groupChange(), now, Duration.ZERO);
      now = now.plusSeconds(7);
    }
    int bytes = UsageCodec.write(limits.usage()).length();
    assertTrue(bytes < 2_000, bytes + " bytes");
  }

  static Map<Limit, Integer> ceilings() {
    return java.util.Arrays.stream(Limit.values())
        .collect(java.util.stream.Collectors.toMap(limit -> limit, Limit::ceiling));
  }

  @Test
  void aDayOfMessagesComesBackAsItWasUsed() {
    IntStream.range(0, 50)
        .forEach(i -> take(Charge.message(), T0.plusSeconds(60L * i), Duration.ZERO));
    assertEquals(50, bucket(Limit.MESSAGES_PER_DAY, T0.plusSeconds(3_000)).used());
    assertEquals(0, bucket(Limit.MESSAGES_PER_DAY, T0.plus(Duration.ofDays(2))).used());
  }

  private Verdict take(Limit limit, Instant now) {
    return take(List.of(new Charge(limit, 1)), now, Duration.ZERO);
  }

  private Verdict take(List<Charge> charges, Instant now, Duration gap) {
    var decision = limits.take(charges, now, gap);
    limits = decision.after();
    return decision.verdict();
  }

  private Verdict preview(List<Charge> charges, Instant now) {
    return limits.take(charges, now, Duration.ZERO).verdict();
  }

  private Refused refused(List<Charge> charges, Instant now) {
    return assertInstanceOf(Refused.class, preview(charges, now));
  }

  private Bucket bucket(Limit limit, Instant now) {
    return limits.buckets(now).get(limit.ordinal());
  }
}
