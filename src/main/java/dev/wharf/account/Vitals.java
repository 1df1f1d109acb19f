package dev.wharf.account;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Signs of life of one running session, as of now. Never stored.
 *
 * @param link number of the newest link, 0 if there was none
 * @param socket whether a link is up that the server has answered on
 * @param openedAt when that link was dialled
 * @param lastFrameAt when the server last said anything on it
 * @param lastPongAt when a ping was last answered
 * @param missedPings pings since the last sign of life
 */
public record Vitals(
    long link,
    boolean socket,
    @Nullable Instant openedAt,
    @Nullable Instant lastFrameAt,
    @Nullable Instant lastPongAt,
    int missedPings) {}
