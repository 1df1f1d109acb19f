package dev.wharf.session;

import io.vertx.core.Context;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.Consumer;

/**
 * Lets those who want to connect pass one after the other, spaced in time, and holds the next ones
 * back while too many are on their way: thousands that connect at the same time all arrive last. A
 * few begin, and whoever ends makes room for one more than itself, so the first arrive soon. One
 * that is stuck is waited for only so long. Lives on one context.
 */
final class Turnstile {

  /** On their way before anybody has arrived. */
  static final int FEW = 8;

  private final Context context;
  private final Timers timers;
  private final Duration spacing;
  private final int most;
  private final Duration patience;
  private final Queue<Consumer<Passage>> queue = new ArrayDeque<>();
  private int onTheirWay;
  private int room;
  private boolean spaced = true;

  /**
   * @param spacing between two that pass
   * @param most on their way at a time, 1 at least
   * @param patience how long one counts as on its way that says nothing
   */
  Turnstile(Context context, Timers timers, Duration spacing, int most, Duration patience) {
    if (most < 1) {
      throw new IllegalArgumentException(
          "wharf.whatsapp.connecting-at-once is "
              + most
              + ": at least one must be able to connect");
    }
    this.context = context;
    this.timers = timers;
    this.spacing = spacing;
    this.most = most;
    this.room = Math.min(FEW, most);
    this.patience = patience;
  }

  /** Somebody who passed. */
  final class Passage {
    private Timers.Alarm alarm = Timers.Alarm.NONE;
    private boolean over;

    /** It has arrived, or given up. From anywhere, any number of times. */
    void end() {
      context.runOnContext(v -> ended());
    }

    private void begin() {
      onTheirWay++;
      alarm = timers.after(patience, this::ended);
    }

    private void ended() {
      if (!over) {
        over = true;
        alarm.cancel();
        onTheirWay--;
        // Once all are through, the next ones begin with few again.
        boolean idle = onTheirWay == 0 && queue.isEmpty();
        room = Math.min(idle ? FEW : room + 1, most);
        turn();
      }
    }
  }

  /**
   * Calls {@code pass} when it is its turn, on the turnstile's context. May be called from
   * anywhere.
   */
  void enter(Consumer<Passage> pass) {
    context.runOnContext(
        v -> {
          queue.add(pass);
          turn();
        });
  }

  private void turn() {
    while (spaced && onTheirWay < room && !queue.isEmpty()) {
      if (!spacing.isZero()) {
        spaced = false;
        timers.after(
            spacing,
            () -> {
              spaced = true;
              turn();
            });
      }
      var passage = new Passage();
      passage.begin();
      queue.remove().accept(passage);
    }
  }
}
