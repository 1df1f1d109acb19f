package dev.wharf.event;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Where an account stands, as everybody sees it (design: status model).
 *
 * @param state exactly where, in the table's words: {@code qr}, {@code waiting}, {@code logged_out}
 * @param until when a cooldown, a temporary ban or the present state's deadline ends
 * @param nextRetryAt when the next connect is tried
 * @param attempt reconnect attempts so far
 */
public record Standing(
    Status status,
    String state,
    Instant since,
    @Nullable Reason reason,
    @Nullable Instant until,
    @Nullable Instant nextRetryAt,
    @Nullable Integer attempt) {}
