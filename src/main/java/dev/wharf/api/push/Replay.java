package dev.wharf.api.push;

import dev.wharf.event.Published;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.function.Consumer;

/** Reads from the log what a reader missed, page by page, while live events wait their turn. */
final class Replay {

  private final Feed feed;
  private final Window window;
  private final PushSource source;
  private final long target;
  private final Queue<Published> waiting = new ArrayDeque<>();
  private boolean overflowed;
  private long lastSeq;

  /**
   * @param after what the reader has
   * @param target where the live events begin
   */
  Replay(Feed feed, Window window, PushSource source, long after, long target) {
    this.feed = feed;
    this.window = window;
    this.source = source;
    this.lastSeq = after;
    this.target = target;
  }

  /** The oldest event tells whether what the reader asks for is still kept. */
  void begin() {
    read(0, 1, this::oldest);
  }

  /** If too many wait, the rest is read from the log later. */
  void keep(Published event) {
    if (overflowed || waiting.size() >= source.config.replayBuffer()) {
      overflowed = true;
    } else {
      waiting.add(event);
    }
  }

  private void oldest(List<Published> oldest) {
    long first = oldest.isEmpty() ? target + 1 : oldest.getFirst().seq();
    if (lastSeq + 1 < first) {
      lastSeq = Math.min(first - 1, target);
      window.send(source.frames.gap(lastSeq, "cursor_expired"));
    }
    next();
  }

  private void next() {
    if (lastSeq >= target) {
      finish();
    } else {
      read(lastSeq, source.config.replayPage(), this::page);
    }
  }

  /** A page goes out whole, so it may exceed the window once. */
  private void page(List<Published> events) {
    for (Published event : events) {
      if (event.seq() <= target) {
        if (feed.wants(event)) {
          source.frames.replayed(event, source.board.qr(event.account())).ifPresent(window::send);
        }
        lastSeq = event.seq();
      }
    }
    if (events.isEmpty() || events.getLast().seq() >= target) {
      lastSeq = target;
    }
    window.whenOpen(
        () -> {
          if (!feed.isStopped()) {
            next();
          }
        });
  }

  private void finish() {
    feed.caughtUp(lastSeq);
    while (!feed.isStopped() && !waiting.isEmpty()) {
      feed.deliver(waiting.remove());
    }
    if (!feed.isStopped() && overflowed) {
      feed.restart();
    }
  }

  private void read(long after, int limit, Consumer<List<Published>> next) {
    source
        .log
        .after(after, limit)
        .subscribe()
        .with(
            events -> feed.inTurn(() -> next.accept(events)), failure -> feed.inTurn(this::failed));
  }

  private void failed() {
    feed.stop();
    window.send(
        source.frames.error(
            "replay_failed", "The event log cannot be read now: subscribe again in a moment."));
  }
}
