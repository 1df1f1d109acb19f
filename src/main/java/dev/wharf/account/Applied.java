package dev.wharf.account;

import dev.wharf.event.Event;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a change does.
 *
 * @param after the account afterwards; {@code null} if there is none any more
 * @param history lines for the timeline; they get their ids when they are written
 */
record Applied(@Nullable AccountState after, List<Event> events, List<TimelineEntry> history) {

  static Applied nothing(@Nullable AccountState state) {
    return new Applied(state, List.of(), List.of());
  }
}
