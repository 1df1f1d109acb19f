package dev.wharf.limits;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Every limit. At no time do more than its capacity fall into any span as long as its window (the
 * beginning left out, the end included). All of them fail closed.
 */
public enum Limit {
  MESSAGES_PER_MINUTE(1, "messages", Traffic.MESSAGE, Span.MINUTE, 20, 60),
  MESSAGES_PER_HOUR(2, "messages", Traffic.MESSAGE, Span.HOUR, 200, 600),
  MESSAGES_PER_DAY(
      3, "messages", Traffic.MESSAGE, Span.DAY, 1000, 3000, 50, 80, 120, 180, 260, 400, 600),
  NEW_CONTACTS_PER_DAY(
      4,
      "first messages to new contacts",
      Traffic.MESSAGE,
      Span.DAY,
      50,
      100,
      5,
      8,
      12,
      18,
      25,
      35,
      50),
  NUMBER_CHECKS_PER_HOUR(5, "number checks", Traffic.LOOKUP, Span.HOUR, 50, 100),
  NUMBER_CHECKS_PER_DAY(6, "number checks", Traffic.LOOKUP, Span.DAY, 200, 500),
  GROUP_CHANGES_PER_HOUR(7, "changes to groups", Traffic.GROUP, Span.HOUR, 20, 50);

  /** What is limited. People notice messages and group changes, so quiet hours hold those up. */
  enum Traffic {
    MESSAGE,
    LOOKUP,
    GROUP
  }

  /** A window, and into how many slices its log is cut: see {@link SlidingLog}. */
  private enum Span {
    MINUTE(Duration.ofMinutes(1), 60, "a minute"),
    HOUR(Duration.ofHours(1), 60, "an hour"),
    DAY(Duration.ofDays(1), 96, "24 hours");

    private final Duration length;
    private final int slices;
    private final String words;

    Span(Duration length, int slices, String words) {
      this.length = length;
      this.slices = slices;
      this.words = words;
    }
  }

  private final int code;
  private final String what;
  private final Traffic traffic;
  private final Span span;
  private final int standard;
  private final int ceiling;
  private final List<Integer> warmUp;

  Limit(
      int code,
      String what,
      Traffic traffic,
      Span span,
      int standard,
      int ceiling,
      Integer... warmUp) {
    this.code = code;
    this.what = what;
    this.traffic = traffic;
    this.span = span;
    this.standard = standard;
    this.ceiling = ceiling;
    this.warmUp = List.of(warmUp);
  }

  /** As REST, events and the store name it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Optional<Limit> of(String word) {
    return Arrays.stream(values()).filter(limit -> limit.word().equals(word)).findFirst();
  }

  public Duration window() {
    return span.length;
  }

  /** For a grown number, where the operator says nothing else. */
  public int standard() {
    return standard;
  }

  /** What no operator can go above. */
  public int ceiling() {
    return ceiling;
  }

  /** The capacity on the first, second, … day of a young number; empty if it is the same always. */
  public List<Integer> warmUp() {
    return warmUp;
  }

  /** Such a thing waits for the end of quiet hours. */
  public boolean heldByQuietHours() {
    return traffic != Traffic.LOOKUP;
  }

  /** For a sentence: {@code 20 messages in a minute}. */
  String inWords(int amount) {
    return amount + " " + what + " in " + span.words;
  }

  /** There is a pause between two of them. */
  boolean paced() {
    return traffic == Traffic.MESSAGE;
  }

  /** Names it in the store for ever. */
  int code() {
    return code;
  }

  static Optional<Limit> ofCode(long code) {
    return Arrays.stream(values()).filter(limit -> limit.code == code).findFirst();
  }

  long windowMillis() {
    return span.length.toMillis();
  }

  long sliceMillis() {
    return span.length.toMillis() / span.slices;
  }
}
