package dev.wharf.limits;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wharf.TestDatabase;
import dev.wharf.account.Accounts;
import dev.wharf.account.NewAccount;
import dev.wharf.api.ApiProfile;
import dev.wharf.identity.AccountId;
import dev.wharf.identity.PhoneNumber;
import dev.wharf.limits.Verdict.Granted;
import dev.wharf.limits.Verdict.Refused;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@TestProfile(ApiProfile.class)
@QuarkusTestResource(TestDatabase.class)
class LimiterIT {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Instant T0 = Instant.parse("2026-03-02T12:00:00Z");
  private static final Charge ONE = new Charge(Limit.MESSAGES_PER_MINUTE, 1);

  @Inject Accounts accounts;
  @Inject LimitStore store;
  @Inject Limiter pacing;
  @Inject Pool pool;
  @Inject SecureRandom random;
  TestDatabase database;

  private Limiter limiter;
  private AccountId account;

  private record NoPause(Duration pauseMin, Duration pauseMax) implements LimitsConfig {
    NoPause() {
      this(Duration.ZERO, Duration.ZERO);
    }

    @Override
    public boolean enforced() {
      return true;
    }
  }

  @BeforeEach
  void anAccountOfAGrownNumber() {
    account = run(accounts.create(new NewAccount("limits", null, null, Map.of(), null))).id();
    limiter = started();
    run(limiter.change(account, s -> s.withKnownSince(T0.minus(Duration.ofDays(99))), T0));
  }

  @Test
  void sixteenTakersAtOnceGetExactlyTheCapacity() {
    assertEquals(20, granted(takers(16, 10)));
    assertEquals(20, used(T0));
  }

  @Test
  void takersOfSeveralProcessesGetExactlyTheCapacity() {
    var others = List.of(limiter, started(), started());
    var takes =
        IntStream.range(0, 48)
            .mapToObj(i -> others.get(i % 3).take(account, Charge.firstMessage(), T0))
            .toList();
    assertEquals(20, granted(run(Uni.join().all(takes).andFailFast())));
    assertEquals(20, bucket(Limit.NEW_CONTACTS_PER_DAY, T0).used());
  }

  @Test
  void theFirstTakersOfAnAccountWithoutARowGetExactlyTheCapacity() {
    pool.preparedQuery("delete from account_limit where account_id = $1")
        .execute(Tuple.of(account.value()))
        .await()
        .atMost(PATIENCE);
    assertEquals(20, granted(takers(16, 3)));
    assertEquals(5, bucket(Limit.NEW_CONTACTS_PER_DAY, T0).capacity());
  }

  @Test
  void aRollbackGivesEverythingBack() {
    var random = new SplittableRandom(5);
    int kept = 0;
    for (int i = 0; i < 30; i++) {
      boolean rollBack = random.nextBoolean();
      kept += rollBack ? 0 : 1;
      Uni<Verdict> work =
          pool.withTransaction(
              tx ->
                  limiter
                      .take(tx, account, List.of(ONE), T0)
                      .invoke(
                          () -> {
                            if (rollBack) {
                              throw new IllegalStateException("of the test");
                            }
                          }));
      run(work.onFailure(IllegalStateException.class).recoverWithNull());
      assertEquals(Math.min(kept, 20), used(T0));
    }
  }

  @Test
  void aTakerWaitsForTheTransactionBeforeIt() {
    var other = new AtomicReference<CompletableFuture<Verdict>>();
    var all = List.of(new Charge(Limit.MESSAGES_PER_MINUTE, 20));
    Uni<Verdict> inside =
        pool.withTransaction(
            tx ->
                limiter
                    .take(tx, account, all, T0)
                    .invoke(
                        () ->
                            other.set(limiter.take(account, all, T0).subscribeAsCompletionStage()))
                    .call(() -> limiter.take(tx, account, List.of(ONE), T0))
                    .invoke(() -> assertFalse(other.get().isDone())));
    assertInstanceOf(Granted.class, run(inside));
    assertInstanceOf(Refused.class, run(Uni.createFrom().completionStage(other.get())));
    assertEquals(20, used(T0));
  }

  @Test
  void aRestartForgetsNothing() {
    takers(1, 20);
    var refused = assertInstanceOf(Refused.class, run(started().take(account, List.of(ONE), T0)));
    assertEquals(T0.plusSeconds(60), refused.freeAt());
    assertInstanceOf(
        Refused.class, run(started().take(account, List.of(ONE), T0.plusMillis(59_999))));
    assertInstanceOf(Granted.class, run(started().take(account, List.of(ONE), refused.freeAt())));
  }

  @Test
  void aRestartOfTheDatabaseForgetsNothingAndMeanwhileEverythingIsRefused() {
    takers(1, 15);
    database.stopServer();
    try {
      var refused = assertInstanceOf(Refused.class, run(limiter.take(account, List.of(ONE), T0)));
      assertTrue(refused.why().contains("database does not answer"), refused::why);
      assertEquals(Limit.MESSAGES_PER_MINUTE, refused.by());
      assertTrue(refused.freeAt().isAfter(T0));
      assertInstanceOf(Refused.class, run(limiter.preview(account, List.of(ONE), T0)));
    } finally {
      database.startServer();
    }
    assertEquals(5, granted(takers(16, 2)));
  }

  @Test
  void aPreviewTakesNothing() {
    for (int i = 0; i < 30; i++) {
      assertInstanceOf(Granted.class, run(limiter.preview(account, List.of(ONE), T0)));
    }
    assertEquals(0, used(T0));
  }

  @Test
  void anAccountThatIsNotThereIsRefused() {
    var nobody = new AccountId(new UUID(0, 1));
    var refused = assertInstanceOf(Refused.class, run(limiter.take(nobody, List.of(ONE), T0)));
    assertEquals("There is no such account any more.", refused.why());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "usage = '\\xff00'",
        "usage = '\\x01'",
        "settings = '[]'",
        "settings = 'null'",
        "settings = '{\"overrides\": {\"messages_per_day\": \"many\"}}'",
        "holds = '7'"
      })
  void aRowThatCannotBeReadIsRefusedUntilTheLimitsAreSetAnew(String damage) {
    run(
        pool.preparedQuery("update account_limit set " + damage + " where account_id = $1")
            .execute(Tuple.of(account.value())));
    var refused = assertInstanceOf(Refused.class, run(limiter.take(account, List.of(ONE), T0)));
    assertTrue(refused.why().contains("cannot be read"), refused::why);
    var overview = run(limiter.overview(account, T0));
    assertFalse(overview.readable());
    assertTrue(overview.buckets().stream().allMatch(bucket -> bucket.left() == 0));

    assertTrue(run(limiter.change(account, s -> s, T0)).readable());
    assertEquals(0, bucket(Limit.MESSAGES_PER_DAY, T0).left());
    assertInstanceOf(Refused.class, run(limiter.take(account, List.of(ONE), T0.plusSeconds(59))));
    assertInstanceOf(Granted.class, run(limiter.take(account, List.of(ONE), T0.plusSeconds(60))));
  }

  @Test
  void aClockThatHasGoneBackStopsTheAccountForTwoMinutesAtMost() {
    Instant wrong = T0.plus(Duration.ofDays(500));
    run(limiter.take(account, List.of(new Charge(Limit.MESSAGES_PER_MINUTE, 20)), wrong));
    var refused = assertInstanceOf(Refused.class, run(limiter.take(account, List.of(ONE), T0)));
    assertFalse(refused.freeAt().isAfter(T0.plusSeconds(120)));
    assertInstanceOf(Granted.class, run(limiter.take(account, List.of(ONE), refused.freeAt())));
  }

  @Test
  void messagesArePacedBeyondARestart() {
    var first = assertInstanceOf(Granted.class, run(pacing.take(account, Charge.message(), T0)));
    assertEquals(Duration.ZERO, first.pause());
    var again = new Limiter(store, paces(), random);
    var second = assertInstanceOf(Granted.class, run(again.take(account, Charge.message(), T0)));
    assertTrue(second.pause().toMillis() >= 800 && second.pause().toMillis() <= 2_500);
    var third = assertInstanceOf(Granted.class, run(again.take(account, Charge.message(), T0)));
    assertTrue(third.pause().minus(second.pause()).toMillis() >= 800);
  }

  @Test
  void aNumberIsYoungWhenItIsAnotherOne() {
    var number = new PhoneNumber("4915550000001");
    run(limiter.paired(account, number, T0));
    assertEquals(50, bucket(Limit.NEW_CONTACTS_PER_DAY, T0).capacity());
    run(limiter.paired(account, number, T0));
    assertEquals(50, bucket(Limit.NEW_CONTACTS_PER_DAY, T0).capacity());
    run(limiter.paired(account, new PhoneNumber("4915550000002"), T0));
    assertEquals(5, bucket(Limit.NEW_CONTACTS_PER_DAY, T0).capacity());
    run(limiter.paired(account, new PhoneNumber("4915550000002"), T0.plusSeconds(90_000)));
    assertEquals(8, bucket(Limit.NEW_CONTACTS_PER_DAY, T0.plusSeconds(90_000)).capacity());
  }

  @Test
  void aHoldStopsFirstMessagesAndALongerOneStays() {
    var longer = new Hold(Limit.NEW_CONTACTS_PER_DAY, T0.plusSeconds(900), "Time-locked.");
    run(limiter.hold(account, longer, T0));
    run(
        limiter.hold(
            account, new Hold(longer.limit(), T0.plusSeconds(100), "Time-locked, a little."), T0));
    assertEquals(
        new Refused(longer.limit(), longer.until(), longer.why()),
        run(limiter.take(account, Charge.firstMessage(), T0)));
    assertInstanceOf(Granted.class, run(limiter.take(account, Charge.message(), T0)));
    run(limiter.release(account, longer.limit()));
    assertInstanceOf(Granted.class, run(limiter.take(account, Charge.firstMessage(), T0)));
  }

  @Test
  void aHoldIsMovedForTheSameReasonAndOtherwiseOnlyProlonged() {
    assertEquals(3600, held("ours", 3600));
    assertEquals(60, held("ours", 60));
    assertEquals(7200, held("ours", 7200));
    assertEquals(7200, held("another", 600));
    assertEquals(9000, held("another", 9000));
  }

  /** How many seconds are held up after a hold of so many was told. */
  private long held(String why, long seconds) {
    Limit limit = Limit.NEW_CONTACTS_PER_DAY;
    run(limiter.move(account, new Hold(limit, T0.plusSeconds(seconds), why), T0));
    Instant until = bucket(limit, T0).hold().orElseThrow().until();
    return Duration.between(T0, until).toSeconds();
  }

  @Test
  void aRefusalIsToldOncePerLimitAndWindow() {
    var minute = new Refused(Limit.MESSAGES_PER_MINUTE, T0.plusSeconds(20), "Used up.");
    var tellers =
        IntStream.range(0, 16).mapToObj(i -> limiter.announce(account, minute, T0)).toList();
    assertEquals(
        1, run(Uni.join().all(tellers).andFailFast()).stream().filter(told -> told).count());
    assertFalse(run(started().announce(account, minute, T0.plusSeconds(59))));
    var hour = new Refused(Limit.MESSAGES_PER_HOUR, T0.plusSeconds(9_000), "Used up.");
    assertTrue(run(limiter.announce(account, hour, T0)));
    assertFalse(run(limiter.announce(account, hour, T0.plusSeconds(8_999))));
    assertTrue(run(limiter.announce(account, hour, T0.plusSeconds(9_000))));
    assertTrue(run(limiter.announce(account, minute, T0.plusSeconds(60))));
  }

  @Test
  void theLimitsGoWithTheAccount() {
    takers(1, 1);
    run(accounts.delete(account));
    assertEquals(
        0,
        run(pool.preparedQuery("select 1 from account_limit where account_id = $1")
                .execute(Tuple.of(account.value())))
            .rowCount());
  }

  @Test
  void takingsOfTheSameMomentShareAnEntry() {
    takers(4, 5);
    Buffer usage =
        run(pool.preparedQuery("select usage from account_limit where account_id = $1")
                .execute(Tuple.of(account.value())))
            .iterator()
            .next()
            .getBuffer(0);
    assertTrue(usage.length() < 40, usage.length() + " bytes");
  }

  private static LimitsConfig paces() {
    return new NoPause(Duration.ofMillis(800), Duration.ofMillis(2_500));
  }

  /** As after a restart: it knows nothing but the database. */
  private Limiter started() {
    return new Limiter(store, new NoPause(), random);
  }

  private List<Verdict> takers(int takers, int each) {
    var takes =
        IntStream.range(0, takers)
            .mapToObj(
                i -> {
                  Uni<List<Verdict>> all = Uni.createFrom().item(List.of());
                  for (int n = 0; n < each; n++) {
                    all = all.chain(this::oneMore);
                  }
                  return all;
                })
            .toList();
    return run(Uni.join().all(takes).andFailFast()).stream().flatMap(List::stream).toList();
  }

  private Uni<List<Verdict>> oneMore(List<Verdict> before) {
    return limiter
        .take(account, List.of(ONE), T0)
        .map(
            verdict ->
                java.util.stream.Stream.concat(before.stream(), java.util.stream.Stream.of(verdict))
                    .toList());
  }

  private static long granted(List<Verdict> verdicts) {
    return verdicts.stream().filter(Granted.class::isInstance).count();
  }

  private int used(Instant at) {
    return bucket(Limit.MESSAGES_PER_MINUTE, at).used();
  }

  private Bucket bucket(Limit limit, Instant at) {
    return run(limiter.buckets(account, at)).get(limit.ordinal());
  }

  private static <T> T run(Uni<T> work) {
    return work.await().atMost(PATIENCE);
  }
}
