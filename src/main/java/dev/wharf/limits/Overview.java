package dev.wharf.limits;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Everything about the limits of one account at one moment.
 *
 * @param at the moment
 * @param readable false if what is stored cannot be read: then everything is refused until the
 *     settings are written anew
 * @param message what would be said to a message now
 * @param firstMessage what would be said to a first message to somebody now
 */
public record Overview(
    Instant at,
    boolean readable,
    Settings settings,
    List<Bucket> buckets,
    Duration shortestPause,
    Duration longestPause,
    Verdict message,
    Verdict firstMessage) {}
