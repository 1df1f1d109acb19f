package dev.wharf.limits;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Optional;

/**
 * A part of each day in which nothing is sent, by the clock on the wall of a zone. It may span
 * midnight.
 *
 * @param from included
 * @param to left out; not the same as {@code from}
 */
public record QuietHours(LocalTime from, LocalTime to, ZoneId zone) {

  public QuietHours {
    if (from.equals(to)) {
      throw new IllegalArgumentException("quiet hours without an end");
    }
  }

  /** When the quiet hours end that {@code at} lies in; empty if it lies in none. */
  public Optional<Instant> endOf(Instant at) {
    LocalDateTime local = LocalDateTime.ofInstant(at, zone);
    if (!quiet(local.toLocalTime())) {
      return Optional.empty();
    }
    boolean today = local.toLocalTime().isBefore(to);
    return Optional.of(first(local.toLocalDate().plusDays(today ? 0 : 1).atTime(to), at));
  }

  private boolean quiet(LocalTime time) {
    boolean begun = !time.isBefore(from);
    boolean over = !time.isBefore(to);
    return from.isBefore(to) ? begun && !over : begun || !over;
  }

  /**
   * A wall clock that is put forward skips some times, and one that is put back shows some twice.
   */
  private Instant first(LocalDateTime wall, Instant after) {
    var change = zone.getRules().getTransition(wall);
    if (change != null && change.isGap()) {
      return change.getInstant();
    }
    ZonedDateTime first = wall.atZone(zone);
    return first.toInstant().isAfter(after)
        ? first.toInstant()
        : first.withLaterOffsetAtOverlap().toInstant();
  }
}
