package dev.wharf.account;

import dev.wharf.account.Refused.Kind;
import dev.wharf.event.AccountView;
import dev.wharf.event.Action;
import dev.wharf.event.EventLog;
import dev.wharf.event.Published;
import dev.wharf.identity.AccountId;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The one writer. What sessions report and what operators decide is queued, stored in batches and
 * in order, one transaction at a time; then the board is changed and events are pushed.
 *
 * <p>While the database is gone the queue grows (bounded, see {@link LedgerQueue}), facts wait, and
 * operators are told to come back.
 */
@ApplicationScoped
public class AccountLedger {

  private static final Logger LOG = Logger.getLogger(AccountLedger.class);
  private static final int CAPACITY = 10_000;
  private static final int BATCH = 500;
  private static final Duration OPERATOR_WAIT = Duration.ofSeconds(10);
  private static final Duration LONGEST_WRITE = Duration.ofSeconds(30);

  private final AccountRepository repository;
  private final EventLog log;
  private final AccountBoard board;
  private final Vertx vertx;
  private final SecureRandom random;
  private final LedgerQueue queue = new LedgerQueue(CAPACITY);
  private final CompletableFuture<Context> opened = new CompletableFuture<>();

  private volatile Backoff backoff = Backoff.NONE;

  /** Of what was handed over last, which is written last. */
  private volatile CompletableFuture<@Nullable AccountView> newest =
      CompletableFuture.completedFuture(null);

  /** How many of the next changes go one by one, because one of them cannot be stored. */
  private int oneByOne;

  AccountLedger(
      AccountRepository repository,
      EventLog log,
      AccountBoard board,
      Vertx vertx,
      SecureRandom random) {
    this.repository = repository;
    this.log = log;
    this.board = board;
    this.vertx = vertx;
    this.random = random;
  }

  /** Fills the board from what is stored and starts to write. Called once, at the start. */
  public Uni<Void> open() {
    return Uni.combine()
        .all()
        .unis(repository.all(), log.newest())
        .asTuple()
        .invoke(
            stored -> {
              board.load(stored.getItem1(), stored.getItem2());
              LOG.infof("board loaded accounts=%d", stored.getItem1().size());
              opened.complete(vertx.getOrCreateContext());
            })
        .replaceWithVoid();
  }

  /**
   * Stores what a session reports. Facts of one account keep the order in which they are handed
   * over, which is when this is called, not when the result is subscribed to.
   *
   * @return completes when it is stored, on the caller's Vert.x context if there is one
   */
  public Uni<Void> record(Fact fact) {
    return put(new Pending(new Change.Reported(fact))).replaceWithVoid();
  }

  /** Completes when everything that was handed over is written, or given up. */
  public Uni<Void> flush() {
    return Uni.createFrom()
        .deferred(() -> Uni.createFrom().completionStage(newest))
        .onFailure()
        .recoverWithNull()
        .replaceWithVoid();
  }

  /** All accounts as they are stored, for the start of their sessions. */
  public Uni<List<StoredAccount>> restorable() {
    return Uni.createFrom()
        .completionStage(opened)
        .map(ready -> board.after(null).stream().map(AccountState::stored).toList());
  }

  /**
   * Stores what an operator decides.
   *
   * @return the account afterwards, {@code null} if it was deleted; fails with {@link Refused} if
   *     it is not possible or the database does not answer
   */
  Uni<@Nullable AccountView> decide(Change change) {
    return backoff.isFailing()
        ? Uni.createFrom().failure(AccountLedger::unavailable)
        : put(new Pending(change))
            .ifNoItem()
            .after(OPERATOR_WAIT)
            .failWith(AccountLedger::unavailable);
  }

  private static Refused unavailable() {
    return new Refused(
        Kind.UNAVAILABLE,
        "database_unavailable",
        "The database does not answer: try again in a moment, and look first whether the change"
            + " went through.",
        Action.WAIT);
  }

  private Uni<@Nullable AccountView> put(Pending pending) {
    newest = pending.promise();
    LedgerQueue.Offered offered = queue.offer(pending);
    offered.givenUp().ifPresent(dropped -> dropped.promise().complete(null));
    if (offered.wake()) {
      opened.thenAccept(context -> context.runOnContext(ignored -> drain(context)));
    }
    Context caller = Vertx.currentContext();
    return Uni.createFrom()
        .completionStage(pending.promise())
        .emitOn(
            task -> {
              if (caller == null) {
                task.run();
              } else {
                caller.runOnContext(ignored -> task.run());
              }
            });
  }

  private void drain(Context context) {
    List<Pending> batch = queue.take(oneByOne > 0 ? 1 : BATCH);
    if (batch.isEmpty()) {
      return;
    }
    oneByOne = Math.max(0, oneByOne - 1);
    var plan = new Plan(board, () -> AccountId.random(random).value());
    for (Pending pending : batch) {
      try {
        plan.add(pending);
      } catch (Refused refused) {
        pending.promise().completeExceptionally(refused);
      } catch (RuntimeException bug) {
        LOG.errorf(bug, "change cannot be applied accountId=%s", pending.change().account());
        pending.promise().completeExceptionally(bug);
      }
    }
    new Writing(context, plan).start();
  }

  /** One batch on its way into the database. */
  private final class Writing {
    private final Context context;
    private final Plan plan;

    Writing(Context context, Plan plan) {
      this.context = context;
      this.plan = plan;
    }

    void start() {
      if (plan.isOnlyInMemory()) {
        stored(List.of());
        return;
      }
      repository
          .write(plan)
          .ifNoItem()
          .after(LONGEST_WRITE)
          .fail()
          .subscribe()
          .with(
              events -> context.runOnContext(ignored -> stored(events)),
              failure -> context.runOnContext(ignored -> failed(failure)));
    }

    private void stored(List<Published> events) {
      if (backoff.isFailing()) {
        LOG.infof("database answers again waiting=%d", queue.size());
        backoff = Backoff.NONE;
      }
      int next = 0;
      for (Plan.Step step : plan.steps()) {
        int end = next + step.events().size();
        AccountState after = step.applied().after();
        board.apply(step.pending().change().account(), after, events.subList(next, end));
        next = end;
        step.pending().promise().complete(after == null ? null : after.view());
      }
      context.runOnContext(ignored -> drain(context));
    }

    private void failed(Throwable failure) {
      if (Unstorable.is(failure)) {
        lookFirst(() -> isolate(failure));
        return;
      }
      if (!backoff.isFailing()) {
        LOG.warnf("database does not answer, facts wait error=%s", Unstorable.describe(failure));
      }
      backoff = backoff.failed();
      vertx.setTimer(
          backoff.delay().toMillis(),
          timer -> context.runOnContext(ignored -> lookFirst(this::start)));
    }

    /** The commit may have gone through and only its answer been lost. */
    private void lookFirst(Runnable ifNotStored) {
      List<UUID> ids = plan.events().stream().map(EventLog.Draft::id).toList();
      if (ids.isEmpty()) {
        ifNotStored.run();
        return;
      }
      log.find(ids)
          .subscribe()
          .with(
              found ->
                  context.runOnContext(
                      ignored -> {
                        if (found.isEmpty()) {
                          ifNotStored.run();
                        } else {
                          stored(numbered(found));
                        }
                      }),
              failure -> context.runOnContext(ignored -> failed(failure)));
    }

    private List<Published> numbered(Map<UUID, Long> seqs) {
      var events = new ArrayList<Published>();
      plan.events()
          .forEach(
              draft -> events.add(draft.published(Objects.requireNonNull(seqs.get(draft.id())))));
      return events;
    }

    /** One change that cannot be stored must hold up neither its batch nor the ledger. */
    private void isolate(Throwable failure) {
      List<Pending> all = plan.steps().stream().map(Plan.Step::pending).toList();
      if (all.size() == 1) {
        Throwable told = Unstorable.asTold(failure);
        if (!(told instanceof Refused)) {
          LOG.errorf(
              "change cannot be stored accountId=%s error=%s",
              all.getFirst().change().account(), Unstorable.describe(failure));
        }
        all.getFirst().promise().completeExceptionally(told);
      } else {
        queue.putBack(all);
        oneByOne = all.size();
      }
      context.runOnContext(ignored -> drain(context));
    }
  }
}
