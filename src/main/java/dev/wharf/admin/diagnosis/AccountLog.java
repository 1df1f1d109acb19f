package dev.wharf.admin.diagnosis;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The newest log lines of each account, in memory. Bounded per line, per account and in all: when
 * all together are too long, those go that have more than their share, so that one that talks much
 * never pushes out the few lines of a quiet one.
 */
final class AccountLog {

  static final int LONGEST_LINE = 500;

  private final ReentrantLock lock = new ReentrantLock();
  private final Map<UUID, Lines> accounts = new HashMap<>();
  private final int linesEach;
  private final int charsInAll;
  private int chars;

  /**
   * @param linesEach how many lines of one account are kept
   * @param charsInAll how long the lines of all accounts may be together
   */
  AccountLog(int linesEach, int charsInAll) {
    this.linesEach = linesEach;
    this.charsInAll = charsInAll;
  }

  void add(UUID account, String line) {
    String kept = line.length() <= LONGEST_LINE ? line : line.substring(0, LONGEST_LINE - 1) + "…";
    lock.lock();
    try {
      Lines lines = accounts.computeIfAbsent(account, first -> new Lines());
      lines.add(kept);
      while (lines.size() > linesEach) {
        lines.dropOldest();
      }
      if (chars > charsInAll) {
        shareOut();
      }
    } finally {
      lock.unlock();
    }
  }

  /** The oldest first. */
  List<String> of(UUID account) {
    lock.lock();
    try {
      Lines lines = accounts.get(account);
      return lines == null ? List.of() : List.copyOf(lines.texts);
    } finally {
      lock.unlock();
    }
  }

  void forget(UUID account) {
    lock.lock();
    try {
      Lines lines = accounts.remove(account);
      if (lines != null) {
        chars -= lines.chars;
      }
    } finally {
      lock.unlock();
    }
  }

  int chars() {
    lock.lock();
    try {
      return chars;
    } finally {
      lock.unlock();
    }
  }

  /** Leaves room for a while, so that it is not done for every line. */
  private void shareOut() {
    int share = charsInAll / 4 * 3 / accounts.size();
    for (Lines lines : accounts.values()) {
      while (lines.chars > share) {
        lines.dropOldest();
      }
    }
  }

  /** Of one account. */
  private final class Lines {

    private final Deque<String> texts = new ArrayDeque<>(4);
    private int chars;

    private void add(String text) {
      texts.addLast(text);
      count(text.length());
    }

    private void dropOldest() {
      count(-texts.removeFirst().length());
    }

    private int size() {
      return texts.size();
    }

    private void count(int more) {
      chars += more;
      AccountLog.this.chars += more;
    }
  }
}
