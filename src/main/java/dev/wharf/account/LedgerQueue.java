package dev.wharf.account;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;

/**
 * What waits for the database, in order. Bounded: while the database is gone, steps of links are
 * given up first, then QR codes, then troubles, the oldest of each. A standing, an identity and an
 * operator's decision are never given up.
 */
final class LedgerQueue {

  private static final List<Predicate<Fact>> GIVEN_UP_IN_ORDER =
      List.of(
          fact -> fact instanceof Fact.Step,
          fact -> fact instanceof Fact.QrChanged,
          fact -> fact instanceof Fact.Trouble);

  private final ReentrantLock lock = new ReentrantLock();
  private final Deque<Pending> waiting = new ArrayDeque<>();
  private final int capacity;
  private boolean draining;

  LedgerQueue(int capacity) {
    this.capacity = capacity;
  }

  /**
   * What came of putting a change in.
   *
   * @param wake whether nobody drains the queue and the caller has to see to it
   * @param givenUp what had to go to make room
   */
  record Offered(boolean wake, Optional<Pending> givenUp) {}

  Offered offer(Pending pending) {
    lock.lock();
    try {
      Optional<Pending> givenUp = waiting.size() >= capacity ? makeRoom() : Optional.empty();
      waiting.addLast(pending);
      boolean wake = !draining;
      draining = true;
      return new Offered(wake, givenUp);
    } finally {
      lock.unlock();
    }
  }

  /** The next changes; if there are none, the one who drains has stopped by this call. */
  List<Pending> take(int limit) {
    lock.lock();
    try {
      var taken = new ArrayList<Pending>(Math.min(limit, waiting.size()));
      while (taken.size() < limit && !waiting.isEmpty()) {
        taken.add(waiting.removeFirst());
      }
      draining = !taken.isEmpty();
      return taken;
    } finally {
      lock.unlock();
    }
  }

  /** Puts changes that were taken back to the front. */
  void putBack(List<Pending> taken) {
    lock.lock();
    try {
      taken.reversed().forEach(waiting::addFirst);
    } finally {
      lock.unlock();
    }
  }

  int size() {
    lock.lock();
    try {
      return waiting.size();
    } finally {
      lock.unlock();
    }
  }

  private Optional<Pending> makeRoom() {
    for (Predicate<Fact> kind : GIVEN_UP_IN_ORDER) {
      for (Iterator<Pending> each = waiting.iterator(); each.hasNext(); ) {
        Pending pending = each.next();
        if (pending.change() instanceof Change.Reported(var fact) && kind.test(fact)) {
          each.remove();
          return Optional.of(pending);
        }
      }
    }
    return Optional.empty();
  }
}
