package dev.wharf.limits;

import java.time.Instant;
import java.util.Optional;

/**
 * A limit of one account at one moment.
 *
 * @param capacity in force now: default or override, and not above the warm-up
 * @param used within the window that ends now, with messages whose slot is yet to come
 * @param nextFreeAt when one more can be taken; empty while there is something left
 * @param hold what WhatsApp said, while that holds
 */
public record Bucket(
    Limit limit,
    int capacity,
    int used,
    int left,
    Optional<Instant> nextFreeAt,
    Optional<Hold> hold) {}
