package dev.wharf.account;

import dev.wharf.event.Reason;
import dev.wharf.event.Standing;
import java.time.Instant;

/** The lines of a timeline, before they have an id. */
final class History {

  private static final long NO_ID = 0;

  private History() {}

  static TimelineEntry status(Instant at, Standing standing) {
    return new TimelineEntry(
        NO_ID,
        at,
        "status",
        standing.status(),
        standing.state(),
        standing.reason(),
        null,
        null,
        null,
        null);
  }

  static TimelineEntry step(Fact.Step step) {
    return new TimelineEntry(
        NO_ID,
        step.at(),
        "step",
        null,
        null,
        null,
        step.link(),
        step.step(),
        step.durationMillis(),
        step.outcome());
  }

  static TimelineEntry trouble(Fact.Trouble trouble) {
    return plain(
        trouble.at(),
        "error",
        new Reason(trouble.code(), "wharf", trouble.message(), trouble.action()));
  }

  static TimelineEntry identity(Instant at, boolean paired) {
    return paired
        ? plain(at, "identity", new Reason("identified", "phone", "The phone is known.", null))
        : plain(at, "identity", new Reason("unpaired", "wharf", "The pairing is gone.", null));
  }

  /** What an operator did: {@code initialize}, {@code updated}. */
  static TimelineEntry operator(Instant at, String order) {
    return plain(
        at,
        "operator",
        new Reason(order, "operator", "An operator asked for: " + order + ".", null));
  }

  private static TimelineEntry plain(Instant at, String kind, Reason reason) {
    return new TimelineEntry(NO_ID, at, kind, null, null, reason, null, null, null, null);
  }
}
