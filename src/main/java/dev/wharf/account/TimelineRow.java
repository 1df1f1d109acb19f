package dev.wharf.account;

import dev.wharf.event.Status;
import jakarta.persistence.Column;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.SequenceGenerator;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.NullUnmarked;

/** One line of a timeline as it is stored. */
@Entity
@Table(name = "timeline")
@NullUnmarked
class TimelineRow {

  @Id
  @GeneratedValue(strategy = GenerationType.SEQUENCE, generator = "timeline_id")
  @SequenceGenerator(name = "timeline_id", sequenceName = "timeline_id", allocationSize = 100)
  Long id;

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

  static TimelineRow of(Plan.Line line) {
    TimelineEntry entry = line.entry();
    var row = new TimelineRow();
    row.accountId = line.account().value();
    row.at = entry.at();
    row.kind = entry.kind();
    row.status = entry.status() == null ? null : entry.status().word();
    row.state = entry.state();
    row.reason = StoredReason.of(entry.reason());
    row.link = entry.link();
    row.step = entry.step();
    row.durationMs = entry.durationMs();
    row.outcome = entry.outcome();
    return row;
  }

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
