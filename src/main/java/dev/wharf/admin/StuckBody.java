package dev.wharf.admin;

import dev.wharf.event.Standing;
import dev.wharf.event.Status;
import java.time.Duration;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A stuck account. */
@Schema(name = "StuckAccount", description = "An account that did not move on when it had to.")
public record StuckBody(
    String id,
    String name,
    Status status,
    String state,
    Instant since,
    @Schema(description = "When it should have moved on.") Instant due,
    long overdueSeconds) {

  static StuckBody of(Overdue stuck, Instant now) {
    Standing standing = stuck.account().standing();
    return new StuckBody(
        stuck.account().id().toString(),
        stuck.account().name(),
        standing.status(),
        standing.state(),
        standing.since(),
        stuck.due(),
        Duration.between(stuck.due(), now).toSeconds());
  }
}
