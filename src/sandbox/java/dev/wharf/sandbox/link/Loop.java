package dev.wharf.sandbox.link;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Callable;

/** The one event loop all state of a sandbox lives on. */
public final class Loop {

  /** Something that will happen unless it is cancelled. */
  public interface Timer {
    void cancel();
  }

  private final Vertx vertx;
  private final Thread thread;

  private Loop(Vertx vertx, Thread thread) {
    this.vertx = vertx;
    this.thread = thread;
  }

  /** The loop of the calling thread. */
  public static Loop current(Vertx vertx) {
    return new Loop(vertx, Thread.currentThread());
  }

  /** Fails when called from any other thread: state here has no locks. */
  public void check() {
    if (Thread.currentThread() != thread) {
      throw new IllegalStateException("not on the sandbox's event loop: " + Thread.currentThread());
    }
  }

  /** Runs something later, on the loop. */
  public Timer after(Duration delay, Runnable task) {
    check();
    long id = vertx.setTimer(Math.max(1, delay.toMillis()), _ -> task.run());
    return () -> vertx.cancelTimer(id);
  }

  /** Runs something on the loop, once what runs now is done; in the order of the calls. */
  public void soon(Runnable task) {
    check();
    vertx.getOrCreateContext().runOnContext(_ -> task.run());
  }

  /**
   * Runs something that blocks or takes long elsewhere, one after the other. The result, never
   * null, comes back on the loop.
   */
  public <T> Future<T> elsewhere(Callable<T> work) {
    return vertx.executeBlocking(work, true).map(Objects::requireNonNull);
  }
}
