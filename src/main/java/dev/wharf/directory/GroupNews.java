package dev.wharf.directory;

import dev.wharf.directory.StoredGroups.Change;
import dev.wharf.event.ContactView;
import dev.wharf.event.Event;
import dev.wharf.identity.AccountId;
import dev.wharf.identity.Jid;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is told of changed groups, with the people in it as they are known within a transaction. */
@Singleton
class GroupNews {

  private final SecureRandom random;

  GroupNews(SecureRandom random) {
    this.random = random;
  }

  private record Item(Group group, GroupChanges.Told told) {}

  Uni<List<News>> of(
      SqlConnection tx, AccountId account, List<Change> changes, Optional<Jid> by, Instant at) {
    List<Item> items = new ArrayList<>();
    Set<Jid> people = new HashSet<>();
    for (Change change : changes) {
      for (var told : GroupChanges.told(change.before(), change.now())) {
        items.add(new Item(change.now(), told));
        told.members().forEach(member -> Users.of(member.jid()).ifPresent(people::add));
      }
    }
    if (items.isEmpty()) {
      return Uni.createFrom().item(List.of());
    }
    Optional<Jid> user = by.flatMap(Users::of);
    user.ifPresent(people::add);
    return (people.isEmpty()
            ? Uni.createFrom().item(Map.<Jid, Contact>of())
            : ContactRows.find(tx, account, people))
        .map(
            known -> {
              var actor = user.map(known::get).map(Contact::view).orElse(null);
              return items.stream()
                  .map(item -> News.of(account, at, event(item, known, actor), random))
                  .toList();
            });
  }

  private static Event event(Item item, Map<Jid, Contact> people, @Nullable ContactView actor) {
    return new Event.GroupChanged(
        item.told().op(),
        item.group().view(),
        MemberViews.of(item.told().members(), people),
        actor);
  }
}
