package dev.wharf.limits;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What an account has taken of its limits.
 *
 * @param lastSlot when the last message that was granted leaves, in milliseconds
 */
record Usage(Map<Limit, SlidingLog> logs, long lastSlot) {

  /** How far ahead slots are given. What lies beyond was written by a clock that has gone back. */
  static final long AHEAD = 60_000;

  static final Usage NONE = new Usage(Map.of(), 0);

  /** As if everything had been taken just now: for what cannot be known any more. */
  static Usage full(long now) {
    Map<Limit, SlidingLog> logs = new EnumMap<>(Limit.class);
    for (Limit limit : Limit.values()) {
      logs.put(limit, SlidingLog.EMPTY.plus(limit.ceiling(), now, limit.sliceMillis()));
    }
    return new Usage(logs, now);
  }

  SlidingLog log(Limit limit) {
    return logs.getOrDefault(limit, SlidingLog.EMPTY);
  }

  /** Whether a clock wrote this that has gone back since. */
  boolean isAheadOf(long now) {
    return lastSlot > now + AHEAD
        || logs.values().stream().anyMatch(log -> log.newest() > now + AHEAD);
  }

  /** As seen now. */
  Usage settled(long now) {
    Map<Limit, SlidingLog> left = new EnumMap<>(Limit.class);
    logs.forEach(
        (limit, log) -> {
          SlidingLog rest = log.settled(now, limit.windowMillis(), now + AHEAD);
          if (rest.size() > 0) {
            left.put(limit, rest);
          }
        });
    return new Usage(left, Math.min(lastSlot, now + AHEAD));
  }

  Usage plus(List<Charge> charges, long slot, boolean paced) {
    Map<Limit, SlidingLog> more = new EnumMap<>(Limit.class);
    more.putAll(logs);
    for (Charge charge : charges) {
      Limit limit = charge.limit();
      more.put(
          limit,
          more.getOrDefault(limit, SlidingLog.EMPTY)
              .plus(charge.amount(), slot, limit.sliceMillis()));
    }
    return new Usage(more, paced ? Math.max(lastSlot, slot) : lastSlot);
  }
}
