package dev.wharf.account;

import dev.wharf.event.Reason;
import dev.wharf.event.Status;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One line of an account's history.
 *
 * @param id grows with time; the cursor for older entries
 * @param kind {@code status}, {@code step}, {@code identity}, {@code error} or {@code operator}
 * @param reason why the standing changed; for {@code error} what went wrong; for {@code operator}
 *     what was asked
 * @param link which link a step belongs to
 * @param step what the link did: {@code dial}, {@code handshake}, {@code closed}
 */
public record TimelineEntry(
    long id,
    Instant at,
    String kind,
    @Nullable Status status,
    @Nullable String state,
    @Nullable Reason reason,
    @Nullable Long link,
    @Nullable String step,
    @Nullable Long durationMs,
    @Nullable String outcome) {}
