package dev.wharf.directory;

import dev.wharf.directory.Memory.Key;
import dev.wharf.event.Event;
import dev.wharf.event.EventLog;
import dev.wharf.identity.AccountId;
import dev.wharf.identity.Jid;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlClient;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What people are called. Each source has its own name for a person, and the best is shown.
 * Learning what is known already writes nothing, tells nothing and, for a person who was met
 * lately, asks the database nothing: every incoming message brings a push name.
 */
@ApplicationScoped
public class Contacts {

  private final Pool pool;
  private final Memory memory;
  private final AloneWriting writing;
  private final EventLog log;
  private final Clock clock;
  private final SecureRandom random;

  Contacts(
      Pool pool,
      Memory memory,
      AloneWriting writing,
      EventLog log,
      Clock clock,
      SecureRandom random) {
    this.pool = pool;
    this.memory = memory;
    this.writing = writing;
    this.log = log;
    this.clock = clock;
    this.random = random;
  }

  /**
   * Takes in what was said, in order; completes when it is durable. What is said of other addresses
   * than people's is passed over.
   *
   * @return one piece of news for each person who is now called otherwise, by whichever source
   */
  public Uni<List<News>> learn(AccountId account, List<ContactFact> facts) {
    Map<Jid, List<ContactFact>> byUser = new LinkedHashMap<>();
    facts.stream()
        .filter(ContactFact::saysSomething)
        .forEach(
            fact ->
                Users.of(fact.who())
                    .ifPresent(
                        user -> byUser.computeIfAbsent(user, none -> new ArrayList<>()).add(fact)));
    return byUser.isEmpty()
        ? Uni.createFrom().item(List.of())
        : load(account, byUser.keySet())
            .chain(
                known ->
                    changed(byUser, known).isEmpty()
                        ? Uni.createFrom().item(List.of())
                        : store(account, byUser));
  }

  /** A person; if nothing is known of them, with the bare address. */
  public Uni<Contact> find(AccountId account, Jid user) {
    return find(account, List.of(user)).map(found -> found.get(user));
  }

  /**
   * People by the addresses that were asked for, in either namespace and with whatever device.
   * Everyone who was asked for is in the map; somebody who is no person, as nobody known.
   */
  public Uni<Map<Jid, Contact>> find(AccountId account, Collection<Jid> asked) {
    Set<Jid> users = new HashSet<>();
    asked.forEach(jid -> Users.of(jid).ifPresent(users::add));
    return load(account, users)
        .map(
            known -> {
              Map<Jid, Contact> found = HashMap.newHashMap(asked.size());
              asked.forEach(
                  jid ->
                      found.put(
                          jid,
                          Users.of(jid)
                              .map(known::get)
                              .orElseGet(() -> Contact.stranger(jid.bare()))));
              return found;
            });
  }

  /**
   * People who have a name, by name.
   *
   * @return fails with {@link Refusal} {@code invalid_cursor}
   */
  public Uni<Page<Contact>> list(AccountId account, ContactFilter filter) {
    return Uni.createFrom().deferred(() -> ContactRows.list(pool, account, filter));
  }

  private Uni<Map<Jid, Contact>> load(AccountId account, Set<Jid> users) {
    return Uni.createFrom()
        .deferred(
            () -> {
              Map<Jid, Contact> found = HashMap.newHashMap(users.size());
              users.forEach(
                  user ->
                      memory
                          .contacts
                          .find(new Key(account, user))
                          .ifPresent(contact -> found.put(user, contact)));
              List<Jid> missing = users.stream().filter(user -> !found.containsKey(user)).toList();
              return missing.isEmpty()
                  ? Uni.createFrom().item(found)
                  : read(pool, account, missing).invoke(found::putAll).replaceWith(found);
            });
  }

  private Uni<Map<Jid, Contact>> read(SqlClient client, AccountId account, List<Jid> users) {
    var mark = memory.contacts.mark();
    return ContactRows.find(client, account, users)
        .invoke(
            found ->
                found.forEach(
                    (user, contact) ->
                        memory.contacts.read(new Key(account, user), contact, mark)));
  }

  private record Stored(List<Contact> people, List<News> news) {}

  private Uni<List<News>> store(AccountId account, Map<Jid, List<ContactFact>> facts) {
    Instant at = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    return writing
        .of(
            account,
            tx ->
                ContactRows.find(tx, account, facts.keySet())
                    .map(known -> changed(facts, known))
                    .call(people -> ContactRows.save(tx, account, people, at))
                    .map(people -> new Stored(people, news(account, at, people)))
                    .call(stored -> log.promise(tx, News.drafts(stored.news()))))
        .invoke(stored -> stored.people().forEach(contact -> drop(account, contact)))
        .map(Stored::news);
  }

  /** Each person once, although they may be named in both namespaces. */
  private static List<Contact> changed(Map<Jid, List<ContactFact>> facts, Map<Jid, Contact> known) {
    Map<Jid, Contact> before = new LinkedHashMap<>();
    Map<Jid, Names> names = new LinkedHashMap<>();
    facts.forEach(
        (user, said) -> {
          Contact contact = known.getOrDefault(user, Contact.stranger(user));
          before.put(contact.jid(), contact);
          Names now = names.getOrDefault(contact.jid(), contact.names());
          for (ContactFact fact : said) {
            now = now.with(fact);
          }
          names.put(contact.jid(), now);
        });
    return before.values().stream()
        .filter(contact -> !contact.names().equals(names.get(contact.jid())))
        .map(contact -> contact.called(names.getOrDefault(contact.jid(), Names.NONE)))
        .toList();
  }

  private void drop(AccountId account, Contact contact) {
    contact.lid().ifPresent(lid -> memory.dropPerson(account, lid));
    contact.phone().ifPresent(phone -> memory.dropPerson(account, phone));
  }

  private List<News> news(AccountId account, Instant at, List<Contact> people) {
    return people.stream()
        .map(contact -> News.of(account, at, new Event.ContactChanged(contact.view()), random))
        .toList();
  }
}
