package dev.wharf.session.message;

import dev.wharf.limits.Verdict;
import dev.wharf.messaging.Failure;
import java.time.Instant;
import java.util.Optional;

/** What became of a message that was to leave. */
sealed interface Outcome {

  /**
   * It is on the wire.
   *
   * @param phash over the devices of the group, as we know them
   */
  record Left(Optional<String> phash) implements Outcome {}

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
