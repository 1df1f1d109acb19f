package dev.wharf.api.account;

import dev.wharf.account.TimelineEntry;
import dev.wharf.event.Reason;
import dev.wharf.event.Status;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What happened to an account, the newest first. */
@Schema(name = "Timeline", description = "What happened to an account, the newest first.")
public record TimelineBody(
    List<Entry> items,
    @Schema(
            nullable = true,
            description = "Send it as «before» to get older entries; null when there are none.")
        @Nullable String next) {

  /** One line of the history. */
  @Schema(name = "TimelineEntry")
  public record Entry(
      String id,
      Instant at,
      @Schema(description = "status, step, identity, error or operator") String kind,
      @Schema(nullable = true) @Nullable Status status,
      @Schema(nullable = true) @Nullable String state,
      @Schema(nullable = true) @Nullable Reason reason,
      @Schema(nullable = true, description = "Which link a step belongs to.") @Nullable Long link,
      @Schema(nullable = true, examples = "handshake") @Nullable String step,
      @Schema(nullable = true) @Nullable Long durationMs,
      @Schema(nullable = true) @Nullable String outcome) {

    private static Entry of(TimelineEntry entry) {
      return new Entry(
          Long.toString(entry.id()),
          entry.at(),
          entry.kind(),
          entry.status(),
          entry.state(),
          entry.reason(),
          entry.link(),
          entry.step(),
          entry.durationMs(),
          entry.outcome());
    }
  }

  /**
   * @param limit how many were asked for: fewer means that there are no more
   */
  static TimelineBody of(List<TimelineEntry> entries, int limit) {
    var items = entries.stream().map(Entry::of).toList();
    return new TimelineBody(items, items.size() < limit ? null : items.getLast().id());
  }
}
