package dev.wharf.account;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which lines of a timeline to read, the newest first.
 *
 * @param before only lines older than that id; {@code null} for the newest
 * @param since only lines from then on; {@code null} for all that are kept
 * @param kinds any of {@link #KINDS}; empty means all
 * @param link only steps of the links of that number; numbers begin anew when the process does
 * @param limit how many at most, 1 to {@link #MAX_LIMIT}
 */
public record TimelineFilter(
    @Nullable Long before,
    @Nullable Instant since,
    Set<String> kinds,
    @Nullable Long link,
    int limit) {

  public static final Set<String> KINDS = Set.of("status", "step", "identity", "error", "operator");
  public static final int MAX_LIMIT = 2_000;

  public static TimelineFilter newest(int limit) {
    return new TimelineFilter(null, null, Set.of(), null, limit);
  }

  public TimelineFilter before(@Nullable Long id) {
    return new TimelineFilter(id, since, kinds, link, limit);
  }

  public TimelineFilter since(Instant from) {
    return new TimelineFilter(before, from, kinds, link, limit);
  }

  public TimelineFilter of(Set<String> wanted, @Nullable Long number) {
    return new TimelineFilter(before, since, wanted, number, limit);
  }
}
