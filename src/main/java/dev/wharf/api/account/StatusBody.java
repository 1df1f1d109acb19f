package dev.wharf.api.account;

import dev.wharf.event.AccountView;
import dev.wharf.event.Reason;
import dev.wharf.event.Status;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Where an account stands, and nothing else of it. */
@Schema(name = "AccountStatus", description = "Where an account stands.")
public record StatusBody(
    String id,
    Status status,
    @Schema(examples = "waiting") String state,
    Instant since,
    @Schema(nullable = true) @Nullable Reason reason,
    @Schema(nullable = true) @Nullable Instant until,
    @Schema(nullable = true) @Nullable Instant nextRetryAt,
    @Schema(nullable = true) @Nullable Integer attempt) {

  static StatusBody of(AccountView view) {
    var standing = view.standing();
    return new StatusBody(
        view.id().toString(),
        standing.status(),
        standing.state(),
        standing.since(),
        standing.reason(),
        standing.until(),
        standing.nextRetryAt(),
        standing.attempt());
  }
}
