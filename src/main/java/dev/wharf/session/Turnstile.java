package dev.wharf.session;

import io.vertx.core.Context;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;

/**
 * Lets those who want to connect pass one after the other, spaced in time. Who has passed is not
 * waited for, so one that is stuck blocks nobody. Lives on one context.
 */
final class Turnstile {

  private final Context context;
  private final Timers timers;
  private final Duration spacing;
  private final Queue<Runnable> queue = new ArrayDeque<>();
  private boolean turning;

  Turnstile(Context context, Timers timers, Duration spacing) {
    this.context = context;
    this.timers = timers;
    this.spacing = spacing;
  }

  /**
   * Calls {@code pass} when it is its turn, on the turnstile's context. May be called from
   * anywhere.
   */
  void enter(Runnable pass) {
    if (spacing.isZero()) {
      pass.run();
      return;
    }
    context.runOnContext(
        v -> {
          queue.add(pass);
          if (!turning) {
            turn();
          }
        });
  }

  private void turn() {
    Runnable next = queue.poll();
    turning = next != null;
    if (next != null) {
      next.run();
      timers.after(spacing, this::turn);
    }
  }
}
