package dev.wharf.account;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wharf.TestDatabase;
import dev.wharf.event.Action;
import dev.wharf.event.Event;
import dev.wharf.event.EventLog;
import dev.wharf.event.PairedIdentity;
import dev.wharf.event.Published;
import dev.wharf.event.Qr;
import dev.wharf.event.Reason;
import dev.wharf.event.Standing;
import dev.wharf.event.Status;
import dev.wharf.identity.AccountId;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(ScriptedFleet.Profile.class)
@QuarkusTestResource(TestDatabase.class)
class AccountLedgerIT {

  private static final Duration WAIT = Duration.ofSeconds(60);
  private static final Instant AT = Instant.parse("2026-11-21T10:00:00.123Z");

  @Inject Accounts accounts;
  @Inject AccountLedger ledger;
  @Inject AccountBoard board;
  @Inject AccountRepository repository;
  @Inject EventLog log;
  @Inject Vertx vertx;
  @Inject Pool pool;
  @Inject Clock clock;
  TestDatabase database;

  /** Hears everything a subscriber is told. */
  private static final class Ear implements AccountBoard.Listener {
    final CompletableFuture<AccountBoard.Snapshot> snapshot = new CompletableFuture<>();
    final List<Published> events = java.util.Collections.synchronizedList(new ArrayList<>());

    @Override
    public void snapshot(AccountBoard.Snapshot given) {
      snapshot.complete(given);
    }

    @Override
    public void event(Published event) {
      events.add(event);
    }
  }

  @Test
  void factsFromManyThreadsKeepTheirOrderPerAccountAndReachEverySubscriberOnce() {
    int threads = 20;
    int each = 100;
    List<AccountId> ids = IntStream.range(0, threads).mapToObj(i -> create()).toList();
    var first = new Ear();
    var late = new Ear();
    var recorded = new ConcurrentLinkedQueue<Uni<Void>>();
    long before = done(log.newest());
    board.subscribe(first);
    try (var threadPool = Executors.newFixedThreadPool(threads)) {
      for (AccountId id : ids) {
        threadPool.submit(
            () -> {
              for (int i = 1; i <= each; i++) {
                recorded.add(ledger.record(step(id, i)));
                if (i == each / 2 && id.equals(ids.getFirst())) {
                  board.subscribe(late);
                }
              }
            });
      }
    }
    done(Uni.join().all(List.copyOf(recorded)).andFailFast());

    assertEquals(before, first.snapshot.join().seq());
    assertOrdered(first.events, ids, each);
    List<Published> stored = done(log.after(before, 5_000));
    assertEquals(stored, first.events);
    long cut = late.snapshot.join().seq();
    assertEquals(stored.stream().filter(e -> e.seq() > cut).toList(), late.events);
  }

  private static void assertOrdered(List<Published> events, List<AccountId> ids, int each) {
    long seq = 0;
    Map<AccountId, Long> last = new HashMap<>();
    for (Published event : events) {
      assertTrue(event.seq() > seq, "seq grows");
      seq = event.seq();
      long link = ((Event.ConnectionStep) event.event()).link();
      assertEquals(last.getOrDefault(event.account(), 0L) + 1, link);
      last.put(event.account(), link);
    }
    ids.forEach(id -> assertEquals(each, last.get(id)));
  }

  @Test
  void aDatabaseThatStopsAndComesBackLosesNothing() {
    AccountId id = create();
    var ear = new Ear();
    board.subscribe(ear);
    var recorded = new ArrayList<Uni<Void>>();
    for (int i = 1; i <= 50; i++) {
      recorded.add(ledger.record(step(id, i)));
    }

    database.stopServer();
    for (int i = 51; i <= 300; i++) {
      recorded.add(ledger.record(step(id, i)));
    }
    Uni<Void> moved =
        ledger.record(new Fact.Moved(id, AT, standing(Status.ACTIVE, "online"), false, true, null));
    eventually(() -> "database_unavailable".equals(codeOf(accounts.stop(id))));
    assertTrue(board.view(id).isPresent(), "reads go on");
    database.startServer();
    done(Uni.join().all(recorded).andFailFast());
    done(moved);

    List<Long> links =
        ear.events.stream()
            .map(Published::event)
            .filter(Event.ConnectionStep.class::isInstance)
            .map(event -> ((Event.ConnectionStep) event).link())
            .toList();
    assertEquals(IntStream.rangeClosed(1, 300).mapToObj(i -> (long) i).toList(), links);
    assertEquals(Status.ACTIVE, board.view(id).orElseThrow().standing().status());
    assertEquals("again", done(accounts.patch(id, patch("again"))).name());
  }

  @Test
  void aFactThatCannotBeStoredHoldsUpNothingElse() {
    AccountId id = create();
    AccountId other = create();
    var results = new ArrayList<Uni<Void>>();
    for (int i = 1; i <= 5; i++) {
      results.add(ledger.record(step(other, i)));
    }
    Uni<Void> poison = ledger.record(new Fact.Step(id, AT, 1, "di\0al", 1, "ok"));
    results.add(ledger.record(step(other, 6)));

    done(Uni.join().all(results).andFailFast());

    assertThrows(UnstorableFault.class, () -> done(poison));
    assertEquals(6 + 2, done(accounts.timeline(other, null, 20)).size());
  }

  @Test
  void aUniqueIndexThatTheBoardDoesNotKnowOfStillRefusesTheOne() {
    String externalId = "behind-" + System.nanoTime();
    AccountState hidden =
        AccountState.created(
            AccountId.random(new java.util.Random()),
            new Profile("hidden", null, externalId, Map.of(), null, null),
            AT);
    insert(hidden);

    Uni<?> refused = accounts.create(new NewAccount("late", null, externalId, Map.of(), null));

    assertEquals("external_id_taken", codeOf(refused));
  }

  private void insert(AccountState hidden) {
    var plan =
        new Plan(
            new Projection.Lookup() {
              @Override
              public java.util.Optional<AccountState> find(AccountId account) {
                return java.util.Optional.empty();
              }

              @Override
              public java.util.Optional<AccountId> holder(String tenant, String externalId) {
                return java.util.Optional.empty();
              }
            },
            UUID::randomUUID);
    plan.add(new Pending(new Change.Created(hidden.id(), AT, hidden.profile())));
    done(repository.write(plan));
  }

  @Test
  void aCommitWhoseAnswerWasLostIsNotWrittenTwice() {
    AccountId id = create();
    var failures = new AtomicInteger();
    var lossy =
        new AccountRepository(pool, log, clock) {
          @Override
          Uni<List<Published>> write(Plan plan) {
            Uni<List<Published>> written = super.write(plan);
            return failures.getAndIncrement() == 0
                ? written.chain(
                    done -> Uni.createFrom().failure(new java.io.IOException("connection lost")))
                : written;
          }
        };
    var ownBoard = new AccountBoard();
    var own = new AccountLedger(lossy, log, ownBoard, vertx, new SecureRandom());
    done(own.open());
    var ear = new Ear();
    ownBoard.subscribe(ear);

    done(own.record(step(id, 1)));

    assertEquals(1, failures.get(), "it was not written again");
    assertEquals(1, ear.events.size());
    assertEquals(ear.events, done(log.after(ear.events.getFirst().seq() - 1, 10)));
  }

  @Test
  void aRecordCompletesOnTheContextOfItsCaller() {
    AccountId id = create();
    Context own = vertx.getOrCreateContext();
    var seen = new CompletableFuture<Context>();

    own.runOnContext(
        ignored ->
            ledger
                .record(step(id, 1))
                .subscribe()
                .with(v -> seen.complete(Vertx.currentContext())));

    assertSame(own, done(Uni.createFrom().completionStage(seen)));
  }

  @Test
  void theLiveStateIsShownButOnlyIntentAndRestAreStored() {
    AccountId id = create();
    var identity = new PairedIdentity("+5511987654321", "1@lid", "Ada", "android");
    done(ledger.record(new Fact.Identified(id, AT, identity, true)));
    done(
        ledger.record(
            new Fact.Moved(id, AT, standing(Status.ACTIVE, "online"), false, true, null)));

    AccountState restored = restored(id);

    assertEquals(Status.ACTIVE, board.view(id).orElseThrow().standing().status());
    assertEquals("stopped", restored.resting().state());
    assertEquals(Status.RECONNECTING, restored.standing().status());
    assertEquals("waiting", restored.standing().state());
    assertEquals(identity, restored.identity());
    assertTrue(
        done(ledger.restorable()).stream()
            .anyMatch(stored -> stored.id().equals(id) && stored.wanted() && stored.paired()));
  }

  @Test
  void everythingThatIsStoredComesBackAsItWas() {
    String externalId = UUID.randomUUID().toString();
    var entered =
        new NewAccount("n", "t", externalId, Map.of("k", List.of(1, "v")), "http://proxy:1");
    AccountId id = done(accounts.create(entered)).id();
    done(accounts.patch(id, new AccountPatch(null, null, null, null, null, "available")));
    var reason = new Reason("replaced", "server", "Another session took over.", Action.WAIT);
    var banned =
        new Standing(Status.BANNED, "temporary", AT, reason, AT.plusSeconds(86_400), null, null);
    done(
        ledger.record(
            new Fact.Identified(
                id, AT, new PairedIdentity("+5511987654321", "1@lid", "Ada", "android"), true)));
    done(
        ledger.record(
            new Fact.Moved(
                id, AT, standing(Status.ACTIVE, "online"), false, true, AT.plusSeconds(300))));
    done(ledger.record(new Fact.Moved(id, AT, banned, true, false, AT.plusSeconds(300))));

    AccountState restored = restored(id);

    assertEquals(board.view(id).orElseThrow(), restored.view());
    assertEquals(banned, restored.resting());
    assertEquals("http://proxy:1", restored.profile().proxy());
    assertEquals(externalId, restored.profile().externalId());
    assertEquals(AT.plusSeconds(300), restored.marks().activationEnds());
    assertEquals(AT, restored.marks().connectedAt());
  }

  @Test
  void aQrCodeIsShownAndPushedButItsTextIsNeverStored() {
    AccountId id = create();
    var ear = new Ear();
    board.subscribe(ear);
    var qr = new Qr("https://secret", 1, 6, AT);
    long before = done(log.newest());
    done(ledger.record(new Fact.Moved(id, AT, standing(Status.WARMING, "qr"), false, true, null)));

    done(ledger.record(new Fact.QrChanged(id, AT, qr)));

    assertEquals(qr, board.qr(id).orElseThrow());
    assertEquals(new Event.QrShown(qr), ear.events.getLast().event());
    Event stored = done(log.after(before, 100)).getLast().event();
    assertEquals(new Event.QrShown(new Qr("", 1, 6, AT)), stored);
  }

  @Test
  void everyEventIsReadBackAsItWasPushed() {
    var ear = new Ear();
    long before = done(log.newest());
    board.subscribe(ear);
    AccountId id =
        done(accounts.create(new NewAccount("n", "t", null, Map.of("a", List.of(1, "b")), null)))
            .id();
    done(accounts.initialize(id));
    done(
        ledger.record(
            new Fact.Moved(
                id,
                AT,
                new Standing(
                    Status.COOLDOWN,
                    "rate_limited",
                    AT,
                    new Reason("rate_limited", "server", "Wait.", Action.WAIT),
                    AT.plusSeconds(60),
                    null,
                    3),
                true,
                true,
                null)));
    done(ledger.record(new Fact.Trouble(id, AT, "odd", "Something is odd.", null)));
    done(ledger.record(step(id, 1)));
    done(accounts.delete(id));

    assertEquals(ear.events, done(log.after(before, 100)));
  }

  private AccountState restored(AccountId id) {
    return done(repository.all()).stream()
        .filter(state -> state.id().equals(id))
        .findAny()
        .orElseThrow();
  }

  private AccountId create() {
    return done(accounts.create(NewAccount.named("account"))).id();
  }

  private static AccountPatch patch(String name) {
    return new AccountPatch(name, null, null, null, null, null);
  }

  private static Fact.Step step(AccountId id, long link) {
    return new Fact.Step(id, AT, link, "dial", 5, "ok");
  }

  private static Standing standing(Status status, String state) {
    return new Standing(status, state, AT, null, null, null, null);
  }

  private static String codeOf(Uni<?> uni) {
    try {
      done(uni);
      return "";
    } catch (Refused refused) {
      return refused.code();
    }
  }

  private static void eventually(java.util.function.BooleanSupplier condition) {
    Instant end = Instant.now().plus(WAIT);
    while (!condition.getAsBoolean()) {
      assertTrue(Instant.now().isBefore(end), "did not happen in time");
      Thread.onSpinWait();
    }
  }

  private static <T> T done(Uni<T> uni) {
    return uni.await().atMost(WAIT);
  }
}
