package dev.wharf.api.push;

import java.time.Duration;

/** The way to one reader, and the event loop that it lives on. */
interface Outlet {

  /**
   * @param left runs on the reader's loop, later, when the text has left this process or cannot
   */
  void send(String text, Runnable left);

  /** As {@link #send(String, Runnable)}, of what many readers get. */
  default void send(Frame frame, Runnable left) {
    send(frame.text(), left);
  }

  void close(int code, String reason);

  /** Runs it on the reader's loop, later, in the order of the calls. */
  void later(Runnable task);

  /** Runs it on the reader's loop after a time, unless what this returns is run before. */
  Runnable after(Duration time, Runnable task);
}
