package dev.wharf.directory;

import dev.wharf.event.Event;
import dev.wharf.event.EventLog.Draft;
import dev.wharf.identity.AccountId;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.random.RandomGenerator;

/** Something that is stored here now and is to be told, under this event id. */
public record News(UUID eventId, AccountId account, Instant at, Event event) {

  static News of(AccountId account, Instant at, Event event, RandomGenerator random) {
    // A version 4 UUID, as an account's id is.
    return new News(AccountId.random(random).value(), account, at, event);
  }

  static List<Draft> drafts(List<News> news) {
    return news.stream()
        .map(one -> new Draft(one.eventId, one.account, one.at, one.event))
        .toList();
  }
}
