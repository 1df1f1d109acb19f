package dev.wharf.api.push;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What is on its way to one reader, and what waits until that has arrived. A wait has a deadline
 * that only arrival ends: waiting for something else instead does not prolong it.
 */
final class Window {

  private final Outlet outlet;
  private final int maxMessages;
  private final long maxChars;
  private final Duration drainWithin;
  private final Runnable tooSlow;
  private int messages;
  private long chars;
  private @Nullable Runnable waiting;
  private @Nullable Runnable stopDeadline;

  Window(Outlet outlet, PushConfig config, Runnable tooSlow) {
    this.outlet = outlet;
    this.maxMessages = config.windowMessages();
    this.maxChars = config.windowChars();
    this.drainWithin = config.drainWithin();
    this.tooSlow = tooSlow;
  }

  boolean isOpen() {
    return waiting == null && messages < maxMessages && chars < maxChars;
  }

  /** Sends at once; whether the window is open is asked before. */
  void send(String text) {
    messages++;
    chars += text.length();
    outlet.send(text, () -> arrived(text));
  }

  /** As {@link #send(String)}, of what many readers get. */
  void send(Frame frame) {
    messages++;
    chars += frame.text().length();
    outlet.send(frame, () -> arrived(frame.text()));
  }

  /** Runs it as soon as the window is open, or when all has arrived if it is not open now. */
  void whenOpen(Runnable next) {
    if (isOpen()) {
      next.run();
      return;
    }
    waiting = next;
    if (stopDeadline == null) {
      stopDeadline = outlet.after(drainWithin, tooSlow);
    }
  }

  void close() {
    waiting = null;
    stop();
  }

  private void arrived(String text) {
    messages--;
    chars -= text.length();
    if (messages == 0 && waiting != null) {
      Runnable next = waiting;
      waiting = null;
      stop();
      next.run();
    }
  }

  private void stop() {
    if (stopDeadline != null) {
      stopDeadline.run();
      stopDeadline = null;
    }
  }
}
