package dev.wharf.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wharf.TestDatabase;
import dev.wharf.account.AccountLedger;
import dev.wharf.account.Accounts;
import dev.wharf.account.Fact;
import dev.wharf.account.NewAccount;
import dev.wharf.api.ApiProfile;
import dev.wharf.directory.ContactFact;
import dev.wharf.directory.Contacts;
import dev.wharf.directory.Group;
import dev.wharf.directory.Groups;
import dev.wharf.directory.Member;
import dev.wharf.directory.News;
import dev.wharf.directory.Role;
import dev.wharf.event.Event;
import dev.wharf.event.EventLog;
import dev.wharf.event.Party;
import dev.wharf.identity.AccountId;
import dev.wharf.identity.Jid;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is stored and to be told is told once, whether or not the process that stored it lives. */
@QuarkusTest
@TestProfile(ApiProfile.class)
@QuarkusTestResource(TestDatabase.class)
class PromisedEventsIT {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Jid ANA = Jid.lid("100000000001", 0);
  private static final Jid BEN = Jid.lid("100000000002", 0);
  private static final Jid TEAM = Jid.of("120363000000000001", Jid.GROUP_SERVER);

  @Inject Accounts accounts;
  @Inject AccountLedger ledger;
  @Inject Contacts contacts;
  @Inject Groups groups;
  @Inject EventLog log;
  @Inject MessageJobs jobs;
  @Inject Pool pool;

  private AccountId account;

  @BeforeEach
  void anAccount() {
    account = run(accounts.create(new NewAccount("a", null, null, Map.of(), null))).id();
  }

  @Test
  void whatADeadProcessStoredIsToldOnceByTheNext() {
    List<News> names = run(contacts.learn(account, List.of(ContactFact.push(ANA, "Ana"))));
    List<News> team = run(groups.put(account, team()));
    assertEquals(1, names.size());
    assertEquals(1, team.size());
    UUID name = names.getFirst().eventId();
    UUID group = team.getFirst().eventId();
    assertEquals(List.of(name, group), promised());

    run(jobs.tellUntold());
    awaitLedger();
    assertEquals(List.of(), promised());
    assertEquals(1, told(name, "contact"));
    assertEquals(1, told(group, "group"));

    run(jobs.tellUntold());
    run(contacts.learn(account, List.of(ContactFact.push(ANA, "Ana"))));
    awaitLedger();
    assertEquals(List.of(), promised());
    assertEquals(1, told(name, "contact"));
  }

  /** Only what is as young as the newest event may keep the sessions waiting. */
  @Test
  void whatWasLostLongBeforeTheEndIsToldLater() {
    run(contacts.learn(account, List.of(ContactFact.push(ANA, "Ana"))));
    run(jobs.tellUntold());
    awaitLedger();
    Instant newest = run(log.newestAt()).orElseThrow();
    UUID late = stored(newest.plusSeconds(1));
    UUID atTheEnd = stored(newest.minusSeconds(100));
    UUID before = stored(newest.minus(Duration.ofHours(1)));
    UUID tooOld = stored(Instant.now().minus(Duration.ofDays(3)));

    Instant since = run(jobs.tellUntold());
    awaitLedger();
    assertEquals(List.of(1, 1, 0, 0), told(late, atTheEnd, before, tooOld));

    run(jobs.tellForgotten(since));
    awaitLedger();
    assertEquals(List.of(1, 1, 1, 0), told(late, atTheEnd, before, tooOld));
  }

  @Test
  void eventsComeBackAsTheyWerePromised() {
    run(contacts.learn(account, List.of(ContactFact.push(ANA, "Ana"))));
    var news = run(groups.put(account, team()));
    var drafts = run(log.promised()).stream().filter(it -> it.account().equals(account)).toList();
    assertEquals(news.getFirst().event(), drafts.getLast().event());
    assertEquals(news.getFirst().at(), drafts.getLast().at());
  }

  @Test
  void nothingIsPromisedOfWhatWasNotStored() {
    var draft =
        new EventLog.Draft(
            UUID.randomUUID(),
            account,
            Instant.now(),
            new Event.IdentityChanged(Party.of(BEN, Optional.empty(), null), Instant.now()));
    Uni<Void> broken =
        pool.withTransaction(
            tx ->
                log.promise(tx, List.of(draft))
                    .chain(() -> tx.query("select 1 / 0").execute().replaceWithVoid()));
    assertThrows(RuntimeException.class, () -> run(broken));
    assertEquals(List.of(), promised());
  }

  @Test
  void anEventThatNobodyWouldKeepIsNoPromise() {
    var draft =
        new EventLog.Draft(
            UUID.randomUUID(), account, Instant.now(), new Event.RestoreProgress(1, 1, 0));
    assertThrows(
        IllegalArgumentException.class,
        () -> run(pool.withTransaction(tx -> log.promise(tx, List.of(draft)))));
  }

  @Test
  void anAccountThatGoesTakesItsPromisesAlong() {
    run(contacts.learn(account, List.of(ContactFact.push(ANA, "Ana"))));
    assertEquals(1, promised().size());
    run(accounts.delete(account));
    assertTrue(promised().isEmpty());
  }

  /** It stores in order. */
  private void awaitLedger() {
    run(ledger.record(new Fact.StillOnline(account, Instant.now())));
  }

  private static Group team() {
    var about =
        new Group.About(
            "Team",
            Optional.empty(),
            Optional.of(ANA),
            Group.Addressing.LID,
            Optional.empty(),
            new Group.Settings(false, false, 0));
    return new Group(TEAM, about, List.of(Member.of(ANA, Role.OWNER), Member.of(BEN, Role.MEMBER)));
  }

  private List<UUID> promised() {
    return run(log.promised()).stream()
        .filter(draft -> draft.account().equals(account))
        .map(EventLog.Draft::id)
        .toList();
  }

  /** A message whose event nobody told. */
  private UUID stored(Instant at) {
    UUID event = UUID.randomUUID();
    run(
        pool.preparedQuery(
                "insert into message (account_id, message_id, chat, sender, from_me, at, stored_at,"
                    + " state, kind, event_id, event_at)"
                    + " values ($1, $2, $3, $3, false, $4, $4, 0, 'text', $5, $4)")
            .execute(
                Tuple.of(
                    account.value(),
                    "M" + event,
                    ANA.toString(),
                    at.atOffset(ZoneOffset.UTC),
                    event)));
    return event;
  }

  private List<Integer> told(UUID... messages) {
    return Stream.of(messages).map(id -> told(id, "message")).toList();
  }

  private int told(UUID id, String type) {
    return run(
        pool.preparedQuery(
                "select count(*)::integer from event_log where id = $1 and type = $2"
                    + " and account_id = $3")
            .execute(Tuple.of(id, type, account.value()))
            .map(rows -> rows.iterator().next().getInteger(0)));
  }

  private static <T> T run(Uni<T> work) {
    return work.await().atMost(PATIENCE);
  }
}
