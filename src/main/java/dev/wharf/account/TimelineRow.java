package dev.wharf.account;

import dev.wharf.event.Status;
import jakarta.persistence.Column;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.NullUnmarked;

/** One line of a timeline, as it is read. */
@Entity
@Table(name = "timeline")
@NullUnmarked
class TimelineRow {

  @Id Long id;

  @Column(name = "account_id", updatable = false)
  UUID accountId;

  Instant at;

  @Column(columnDefinition = "text")
  String kind;

  @Column(columnDefinition = "text")
  String status;

  @Column(columnDefinition = "text")
  String state;

  @Embedded StoredReason reason;

  Long link;

  @Column(columnDefinition = "text")
  String step;

  @Column(name = "duration_ms")
  Long durationMs;

  @Column(columnDefinition = "text")
  String outcome;

  TimelineEntry entry() {
    return new TimelineEntry(
        id,
        at,
        kind,
        status == null ? null : Status.valueOf(status.toUpperCase(Locale.ROOT)),
        state,
        StoredReason.read(reason),
        link,
        step,
        durationMs,
        outcome);
  }
}
