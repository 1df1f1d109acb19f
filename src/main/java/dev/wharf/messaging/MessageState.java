package dev.wharf.messaging;

import java.util.Arrays;
import java.util.Locale;

/**
 * How far a message has come. The codes are stored, and of a message from here they only grow: a
 * receipt is proof, so even what was given up can still turn out to have arrived.
 */
public enum MessageState {
  ACCEPTED(0),
  FAILED(1),
  SENT(2),
  DELIVERED(3),
  READ(4),
  PLAYED(5),
  /** From somebody else. */
  RECEIVED(10),
  /** From somebody else, and nobody could read it so far. */
  UNDECRYPTABLE(11);

  private final int code;

  MessageState(int code) {
    this.code = code;
  }

  int code() {
    return code;
  }

  static MessageState of(int code) {
    return Arrays.stream(values())
        .filter(state -> state.code == code)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("unknown message state " + code));
  }

  /** As REST and events show it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
