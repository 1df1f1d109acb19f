package dev.wharf.api.push;

import dev.wharf.account.AccountBoard.Snapshot;
import dev.wharf.event.Published;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * One subscription: a snapshot or what was missed, then every event in order. It never queues
 * without bound: when its reader falls behind it ends, and the reader gets the cursor to resume
 * from once it has read what is on its way.
 */
final class Feed {

  private final Outlet outlet;
  private final Window window;
  private final PushSource source;
  private final Readers readers;
  private final Queue<Published> backlog = new ArrayDeque<>();
  private Subscribe subscribe;
  private @Nullable Replay replay;

  /** False until the snapshot is there, which may be one of a later start: events wait for it. */
  private boolean begun;

  private boolean stopped;
  private long lastSeq;

  Feed(Subscribe subscribe, Outlet outlet, Window window, PushSource source, Readers readers) {
    this.readers = readers;
    this.subscribe = subscribe;
    this.outlet = outlet;
    this.window = window;
    this.source = source;
  }

  void follow() {
    readers.join(this);
  }

  void stop() {
    stopped = true;
  }

  boolean isStopped() {
    return stopped;
  }

  /** Runs it on the reader's loop, unless the subscription has ended by then. */
  void inTurn(Runnable task) {
    outlet.later(
        () -> {
          if (!stopped) {
            task.run();
          }
        });
  }

  /** On the reader's loop, as all that follows. */
  void begin(Snapshot snapshot) {
    begun = true;
    Long after = subscribe.after();
    lastSeq = snapshot.seq();
    if (after == null) {
      window.send(source.frames.snapshot(snapshot, subscribe));
    } else if (after > snapshot.seq()) {
      window.send(source.frames.gap(snapshot.seq(), "cursor_unknown"));
    } else if (after < snapshot.seq()) {
      lastSeq = after;
      replay = new Replay(this, window, source, after, snapshot.seq());
      replay.begin();
    }
  }

  void happened(Published event) {
    if (replay != null) {
      replay.keep(event);
    } else if (begun) {
      deliver(event);
    }
  }

  boolean wants(Published event) {
    return subscribe.wants(event);
  }

  /** Sends an event that is new to the reader, or keeps it until there is room on the way. */
  void deliver(Published event) {
    if (event.seq() <= lastSeq) {
      return;
    }
    if (!wants(event)) {
      passed(event);
    } else if (backlog.isEmpty() && window.isOpen()) {
      send(event);
    } else if (backlog.size() < source.config.backlog()) {
      backlog.add(event);
      if (backlog.size() == 1) {
        window.whenOpen(this::drain);
      }
    } else {
      stop();
      window.whenOpen(() -> window.send(source.frames.gap(lastSeq, "slow_reader")));
    }
  }

  /** A burst that healthy readers survive: only references wait, the text is written when sent. */
  private void drain() {
    while (!backlog.isEmpty() && window.isOpen()) {
      send(backlog.remove());
    }
    if (!backlog.isEmpty()) {
      window.whenOpen(this::drain);
    }
  }

  private void send(Published event) {
    window.send(source.frames.event(event));
    lastSeq = event.seq();
  }

  /** What is not for this reader moves its cursor on, unless something older still waits. */
  private void passed(Published event) {
    if (backlog.isEmpty()) {
      lastSeq = event.seq();
    }
  }

  /** The reader has all up to here; live events go on. */
  void caughtUp(long seq) {
    lastSeq = seq;
    replay = null;
  }

  /** Begins anew from where the reader is. */
  void restart() {
    begun = false;
    subscribe = subscribe.from(lastSeq);
    follow();
  }
}
