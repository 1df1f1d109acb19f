package dev.wharf.api.push;

import dev.wharf.account.AccountBoard;
import dev.wharf.account.AccountBoard.Snapshot;
import dev.wharf.event.Published;
import io.vertx.core.Context;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * All feeds of one event loop. An event takes its turn there once, however many hear of it, and
 * events that come faster than turns share one.
 */
final class Readers implements AccountBoard.Listener {

  /** Then what was written gets its chance to leave: fewer than fit into a reader's window. */
  private static final int MOST_PER_TURN = 16;

  private final AccountBoard board;
  private final Context loop;
  private final Queue<Runnable> coming = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean woken = new AtomicBoolean();

  /** Only on the loop. */
  private final List<Feed> feeds = new ArrayList<>();

  private Readers(AccountBoard board, Context loop) {
    this.board = board;
    this.loop = loop;
  }

  /**
   * @param loop on whose event loop they live; runs nothing else in between
   */
  static Readers following(AccountBoard board, Context loop) {
    var readers = new Readers(board, loop);
    board.subscribe(readers);
    return readers;
  }

  @Override
  public void snapshot(Snapshot ignored) {}

  @Override
  public void event(Published event) {
    put(() -> tell(event));
  }

  /** The snapshot takes its turn among the events, so none is missing and none comes twice. */
  void join(Feed feed) {
    var joining =
        board.subscribe(
            new AccountBoard.Listener() {
              @Override
              public void snapshot(Snapshot snapshot) {
                put(() -> begin(feed, snapshot));
              }

              @Override
              public void event(Published ignored) {}
            });
    joining.close();
  }

  private void begin(Feed feed, Snapshot snapshot) {
    if (!feed.isStopped()) {
      if (!feeds.contains(feed)) {
        feeds.add(feed);
      }
      feed.begin(snapshot);
    }
  }

  private void tell(Published event) {
    boolean anyStopped = false;
    // By number: who hears of it may send, but never joins in here.
    for (int i = 0; i < feeds.size(); i++) {
      Feed feed = feeds.get(i);
      if (feed.isStopped()) {
        anyStopped = true;
      } else {
        feed.happened(event);
      }
    }
    if (anyStopped) {
      feeds.removeIf(Feed::isStopped);
    }
  }

  private void put(Runnable turn) {
    coming.add(turn);
    wake();
  }

  private void wake() {
    if (woken.compareAndSet(false, true)) {
      loop.runOnContext(ignored -> takeTurns());
    }
  }

  private void takeTurns() {
    woken.set(false);
    for (int taken = 0; taken < MOST_PER_TURN; taken++) {
      Runnable turn = coming.poll();
      if (turn == null) {
        return;
      }
      turn.run();
    }
    wake();
  }
}
