package dev.wharf.api.push;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;

/** A reader whose reading, and whose time, a test does by hand. */
final class HandOutlet implements Outlet {

  final List<String> sent = new ArrayList<>();
  final List<Integer> closed = new ArrayList<>();
  final List<Timer> timers = new ArrayList<>();
  private final Queue<Runnable> onTheirWay = new ArrayDeque<>();

  /** A deadline that is running. */
  record Timer(Duration time, Runnable task) {}

  @Override
  public void send(String text, Runnable left) {
    sent.add(text);
    onTheirWay.add(left);
  }

  @Override
  public void close(int code, String reason) {
    closed.add(code);
  }

  @Override
  public void later(Runnable task) {
    task.run();
  }

  @Override
  public Runnable after(Duration time, Runnable task) {
    var timer = new Timer(time, task);
    timers.add(timer);
    return () -> timers.remove(timer);
  }

  void readOne() {
    onTheirWay.remove().run();
  }

  void readAll() {
    while (!onTheirWay.isEmpty()) {
      readOne();
    }
  }
}
