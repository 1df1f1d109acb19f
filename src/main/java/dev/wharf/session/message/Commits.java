package dev.wharf.session.message;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Writes of all accounts, a group in one transaction: what comes while one is on its way goes
 * together next, so that a busy database is asked less often, and an idle one at once. Nobody is
 * told that something is stored before the group is.
 *
 * <p>Writes of one group are sent in the order in which they came, without waiting for each other's
 * answers; whoever builds upon an earlier write waits for that first. If one fails, nothing of the
 * group is stored, and each is done again in a transaction of its own: nobody fails for the fault
 * of others. One group at a time, hence groups never wait for each other's rows.
 */
public final class Commits {

  private static final int MOST = 128;

  /** What is to be written; done again if the group that it was in could not be stored. */
  public interface Work<T> {
    Uni<T> in(SqlConnection tx);
  }

  private static final class Waiting<T> {
    private final Work<T> work;
    private final CompletableFuture<@Nullable T> promise = new CompletableFuture<>();
    private @Nullable T written;

    Waiting(Work<T> work) {
      this.work = work;
    }

    Uni<Void> in(SqlConnection tx) {
      return work.in(tx).invoke(item -> written = item).replaceWithVoid();
    }

    void stored() {
      promise.complete(written);
    }
  }

  private final Pool pool;
  private final Context context;
  private final ReentrantLock lock = new ReentrantLock();
  private final Queue<Waiting<?>> waiting = new ArrayDeque<>();
  private boolean busy;

  public Commits(Vertx vertx, Pool pool) {
    this.pool = pool;
    this.context = vertx.getOrCreateContext();
  }

  /** Completes when it is stored, on any context. */
  public <T> Uni<T> run(Work<T> work) {
    var one = new Waiting<T>(work);
    if (queue(one)) {
      context.runOnContext(ignored -> next());
    }
    return Uni.createFrom().completionStage(one.promise);
  }

  /** Whether somebody has to begin. */
  private boolean queue(Waiting<?> one) {
    lock.lock();
    try {
      waiting.add(one);
      boolean idle = !busy;
      busy = true;
      return idle;
    } finally {
      lock.unlock();
    }
  }

  private List<Waiting<?>> take() {
    lock.lock();
    try {
      var group = new ArrayList<Waiting<?>>();
      while (group.size() < MOST && !waiting.isEmpty()) {
        group.add(waiting.remove());
      }
      busy = !group.isEmpty();
      return group;
    } finally {
      lock.unlock();
    }
  }

  private void next() {
    List<Waiting<?>> group = take();
    if (!group.isEmpty()) {
      write(group)
          .subscribe()
          .with(
              done -> context.runOnContext(ignored -> stored(group)),
              failure -> context.runOnContext(ignored -> failed(group, failure)));
    }
  }

  private Uni<Void> write(List<Waiting<?>> group) {
    return pool.withTransaction(
        // Subscribes in order, hence they are sent in order.
        tx ->
            Uni.join()
                .all(
                    group.stream().map(one -> Uni.createFrom().deferred(() -> one.in(tx))).toList())
                .andFailFast()
                .replaceWithVoid());
  }

  private void stored(List<Waiting<?>> group) {
    group.forEach(Waiting::stored);
    next();
  }

  private void failed(List<Waiting<?>> group, Throwable failure) {
    if (group.size() == 1) {
      group.getFirst().promise.completeExceptionally(failure);
      next();
      return;
    }
    Uni.join()
        .all(group.stream().map(this::alone).toList())
        .andCollectFailures()
        .subscribe()
        .with(
            done -> context.runOnContext(ignored -> next()),
            bug -> context.runOnContext(ignored -> next()));
  }

  private Uni<Void> alone(Waiting<?> one) {
    return write(List.of(one))
        .invoke(one::stored)
        .onFailure()
        .recoverWithItem(
            failure -> {
              one.promise.completeExceptionally(failure);
              return null;
            });
  }
}
