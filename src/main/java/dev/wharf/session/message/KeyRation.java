package dev.wharf.session.message;

import dev.wharf.identity.Jid;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * How often pre-keys are spent on messages that could not be opened: a flood of them must use up
 * neither ours nor those of somebody else. In each minute a few for each device, and so many in
 * all.
 */
final class KeyRation {

  static final int FOR_ONE = 4;
  static final int FOR_ALL = 60;
  private static final Duration SPAN = Duration.ofMinutes(1);

  private final Map<Jid, Integer> spent = new HashMap<>();
  private Instant begun = Instant.MIN;
  private int all;

  /** Whether one more may be spent; it counts as spent then. */
  boolean take(Jid device, Instant now) {
    if (Duration.between(begun, now).compareTo(SPAN) >= 0 || now.isBefore(begun)) {
      begun = now;
      spent.clear();
      all = 0;
    }
    if (all >= FOR_ALL || spent.getOrDefault(device, 0) >= FOR_ONE) {
      return false;
    }
    all++;
    spent.merge(device, 1, Integer::sum);
    return true;
  }
}
