package dev.wharf.sandbox.phone;

import java.time.Duration;

/**
 * What a phone does with what it gets.
 *
 * @param read whether it says that it has read it
 * @param delay before it reads and answers
 * @param online whether it is on; what comes meanwhile waits
 */
public record Behaviour(Reply answer, boolean read, Duration delay, boolean online) {

  /** How it answers messages of other people. */
  public enum Reply {
    SILENCE,
    /** The same text. */
    ECHO,
    /** The same, and it is seen to type before. */
    TYPING_ECHO
  }

  /** Says that a message was delivered, and nothing else. */
  public static final Behaviour QUIET = new Behaviour(Reply.SILENCE, false, Duration.ZERO, true);

  public Behaviour {
    if (delay.isNegative() || delay.compareTo(Duration.ofMinutes(10)) > 0) {
      throw new IllegalArgumentException("delayMillis must be 0 to 600000");
    }
  }
}
