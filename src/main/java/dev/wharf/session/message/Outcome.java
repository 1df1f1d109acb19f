package dev.wharf.session.message;

import dev.wharf.limits.Verdict;
import dev.wharf.messaging.Failure;
import java.time.Instant;

/** What became of a message that was to leave. */
sealed interface Outcome {

  /** It is on the wire. */
  record Left() implements Outcome {}

  /** It will never leave. */
  record Failed(Failure failure) implements Outcome {}

  /**
   * Not now.
   *
   * @param others whether the messages behind it have to wait too
   */
  record Held(Instant until, String why, boolean others) implements Outcome {}

  /** A limit holds it up. */
  record Limited(Verdict.Refused verdict) implements Outcome {}

  /** The link went before it could leave; the next one tries again. */
  record Undone() implements Outcome {}
}
