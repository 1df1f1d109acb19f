package dev.wharf.api.push;

import io.smallrye.mutiny.Uni;
import java.time.Duration;

/** The way to one reader, and the event loop that it lives on. */
interface Outlet {

  /** Completes on the reader's loop when the text has left this process. */
  Uni<Void> send(String text);

  /** As {@link #send}, of what many readers get. */
  default void send(Frame frame, Runnable left) {
    send(frame.text()).subscribe().with(done -> left.run(), failure -> left.run());
  }

  void close(int code, String reason);

  /** Runs it on the reader's loop, later, in the order of the calls. */
  void later(Runnable task);

  /** Runs it on the reader's loop after a time, unless what this returns is run before. */
  Runnable after(Duration time, Runnable task);
}
