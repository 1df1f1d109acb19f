package dev.wharf.limits;

import java.time.Duration;
import java.time.Instant;

/** Whether it may be done. */
public sealed interface Verdict {

  /**
   * It may be done.
   *
   * @param pause how long to wait before this message leaves; its slot is taken already
   */
  record Granted(Duration pause) implements Verdict {}

  /**
   * Nothing was taken.
   *
   * @param by what holds it up longest; for quiet hours or a fault the first limit that was charged
   * @param freeAt when it is worth asking again, never before {@code now}
   * @param why a sentence for a person
   */
  record Refused(Limit by, Instant freeAt, String why) implements Verdict {}
}
