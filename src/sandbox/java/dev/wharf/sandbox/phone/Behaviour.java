package dev.wharf.sandbox.phone;

import java.time.Duration;

/**
 * What a phone does with what it gets.
 *
 * @param read whether it says that it has read it
 * @param delay before it reads and answers
 * @param online whether it is on; what comes meanwhile waits
 * @param files how its companions get the past and the app state
 */
public record Behaviour(Reply answer, boolean read, Duration delay, boolean online, Files files) {

  /** How it answers messages of other people. */
  public enum Reply {
    SILENCE,
    /** The same text. */
    ECHO,
    /** The same, and it is seen to type before. */
    TYPING_ECHO
  }

  /** Whether what companions get lies on the media server, and what is wrong with it there. */
  public enum Files {
    /** Nothing does. */
    OFF,
    ON,
    /** It is there no more, until it is brought back. */
    GONE,
    /** Its MAC is another file's. */
    FORGED,
    /** It is sealed well, and nonsense. */
    GARBLED,
    /** It is more than anybody can take. */
    HUGE
  }

  /** Says that a message was delivered, and nothing else. */
  public static final Behaviour QUIET =
      new Behaviour(Reply.SILENCE, false, Duration.ZERO, true, Files.OFF);

  public Behaviour {
    if (delay.isNegative() || delay.compareTo(Duration.ofMinutes(10)) > 0) {
      throw new IllegalArgumentException("delayMillis must be 0 to 600000");
    }
  }
}
