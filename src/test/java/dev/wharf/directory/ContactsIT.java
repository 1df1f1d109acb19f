package dev.wharf.directory;

import static dev.wharf.directory.Samples.count;
import static dev.wharf.directory.Samples.lid;
import static dev.wharf.directory.Samples.phone;
import static dev.wharf.directory.Samples.run;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wharf.TestDatabase;
import dev.wharf.api.ApiProfile;
import dev.wharf.event.ContactView;
import dev.wharf.event.Event;
import dev.wharf.identity.AccountId;
import dev.wharf.identity.Jid;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@TestProfile(ApiProfile.class)
@QuarkusTestResource(TestDatabase.class)
class ContactsIT {

  @Inject Contacts contacts;
  @Inject LidMap lids;
  @Inject Memory memory;
  @Inject Pool pool;

  private AccountId account;

  @BeforeEach
  void anAccount() {
    account = Samples.account(pool);
  }

  @Test
  void tellsANewNameOnceWithAllThatIsKnown() {
    run(lids.learn(account, Map.of(lid(1), phone(1))));
    var news = push(lid(1), "Ada");
    assertEquals(1, news.size());
    assertEquals(account, news.getFirst().account());
    assertEquals(
        new Event.ContactChanged(
            new ContactView(lid(1).toString(), lid(1).toString(), "+4915100010001", "Ada", "Ada")),
        news.getFirst().event());
    assertEquals(List.of(), push(lid(1), "Ada"));
    assertEquals(List.of(), push(Jid.lid(lid(1).user(), 9), " Ada "));
    memory.clear(account);
    assertEquals(List.of(), push(phone(1), "Ada"));
  }

  @Test
  void anUnchangedPushNameCostsNoQuery() {
    push(lid(1), "Ada");
    push(lid(1), "Ada");
    execute("delete from contact where account_id = $1");
    assertEquals(List.of(), push(lid(1), "Ada"));
    assertEquals(0, count(pool, "contact", account));
  }

  @Test
  void anUnchangedPushNameOfANumberWithoutHiddenIdCostsNoQuery() {
    push(phone(1), "Ada");
    push(phone(1), "Ada");
    execute("delete from contact where account_id = $1");
    assertEquals(List.of(), push(phone(1), "Ada"));
    assertEquals(0, count(pool, "contact", account));
  }

  @Test
  void showsTheBestNameAndKeepsTheOthers() {
    learn(
        ContactFact.push(lid(1), "push"),
        ContactFact.addressBook(lid(1), Optional.of("book")),
        ContactFact.verified(lid(1), "verified"));
    assertEquals("book", view(lid(1)).name());
    assertEquals("push", view(lid(1)).pushName());
    learn(ContactFact.addressBook(lid(1), Optional.empty()));
    assertEquals("verified", view(lid(1)).name());
  }

  @Test
  void aPushNameBelowABetterOneIsToldAsWell() {
    learn(ContactFact.addressBook(lid(1), Optional.of("book")));
    assertEquals(1, push(lid(1), "push").size());
    assertEquals("book", view(lid(1)).name());
  }

  @Test
  void aPhoneIsNeverGuessedFromAHiddenId() {
    push(lid(1), "Ada");
    assertNull(view(lid(1)).phone());
    assertEquals(lid(1).toString(), view(lid(1)).lid());
    push(phone(2), "Bob");
    assertNull(view(phone(2)).lid());
    assertEquals("+4915100010002", view(phone(2)).phone());
    assertEquals(phone(2).toString(), view(phone(2)).jid());
  }

  @Test
  void namesOfANumberGoToThePersonOnceTheyAreKnown() {
    learn(ContactFact.addressBook(phone(1), Optional.of("book")), ContactFact.push(phone(1), "p"));
    push(lid(1), "newer");
    run(lids.learn(account, Map.of(lid(1), phone(1))));
    for (Jid asked : List.of(lid(1), phone(1))) {
      assertEquals(
          new ContactView(lid(1).toString(), lid(1).toString(), "+4915100010001", "book", "newer"),
          view(asked));
    }
    assertEquals(1, count(pool, "contact", account));
  }

  @Test
  void bothNamesOfAPersonAreOnePerson() {
    run(lids.learn(account, Map.of(lid(1), phone(1))));
    var news =
        learn(
            ContactFact.push(phone(1), "first"),
            ContactFact.addressBook(lid(1), Optional.of("book")));
    assertEquals(1, news.size());
    assertEquals("book", view(phone(1)).name());
    push(lid(1), "second");
    assertEquals("second", view(phone(1)).pushName());
    assertEquals(1, push(phone(1), "first").size());
    assertEquals(1, count(pool, "contact", account));
  }

  @Test
  void aNumberThatChangedItsOwnerLeavesTheNameBehind() {
    run(lids.learn(account, Map.of(lid(1), phone(1))));
    push(phone(1), "Ada");
    run(lids.learn(account, Map.of(lid(2), phone(1))));
    assertEquals("Ada", view(lid(1)).name());
    assertNull(view(lid(1)).phone());
    assertNull(view(phone(1)).name());
    assertEquals(lid(2).toString(), view(phone(1)).jid());
  }

  @Test
  void passesOverWhoIsNoPersonAndWhatIsNoName() {
    assertEquals(
        List.of(),
        learn(
            ContactFact.push(Samples.groupJid("1"), "group"),
            ContactFact.push(Jid.SERVER, "server"),
            ContactFact.push(lid(1), " \0"),
            ContactFact.addressBook(lid(1), Optional.empty())));
    assertEquals(0, count(pool, "contact", account));
    var group = run(contacts.find(account, Samples.groupJid("1")));
    assertFalse(group.isKnown());
    assertNull(group.view().phone());
  }

  @Test
  void findsEveryoneWhoWasAskedFor() {
    push(lid(1), "Ada");
    Jid device = Jid.lid(lid(1).user(), 3);
    var found = run(contacts.find(account, List.of(device, lid(1), phone(9))));
    assertEquals(3, found.size());
    assertEquals(Optional.of("Ada"), found.get(device).names().best());
    assertFalse(found.get(phone(9)).isKnown());
  }

  @Test
  void listsByNamePageByPage() {
    List<String> names = List.of("ada", "Bob", "bob", "Cyd", "Zoë");
    for (int i = 0; i < names.size(); i++) {
      push(lid(i), names.get(i));
    }
    learn(ContactFact.verified(lid(7), "x"), ContactFact.verified(lid(7), "  "));
    List<String> seen = new ArrayList<>();
    String after = null;
    int pages = 0;
    do {
      var page = list(null, after, 2);
      page.items().forEach(contact -> seen.add(contact.names().best().orElseThrow()));
      after = page.next().orElse(null);
      pages++;
    } while (after != null);
    assertEquals(names, seen.stream().filter(name -> !name.equals("x")).toList());
    assertEquals(3, pages);
  }

  @Test
  void findsByPartOfEachNameAndByPhoneNumber() {
    run(lids.learn(account, Map.of(lid(1), phone(1))));
    learn(
        ContactFact.addressBook(lid(1), Optional.of("Ada 100%")),
        ContactFact.push(lid(1), "Countess"),
        ContactFact.push(phone(2), "Bob_B"),
        ContactFact.push(lid(3), "Eve"));
    assertEquals(List.of("Ada 100%"), names("ada"));
    assertEquals(List.of("Ada 100%"), names("TESS"));
    assertEquals(List.of("Ada 100%"), names("100%"));
    assertEquals(List.of("Ada 100%"), names("+49 151 000-10001"));
    assertEquals(List.of("Bob_B"), names("10002"));
    assertEquals(List.of("Bob_B"), names("b_b"));
    assertEquals(List.of(), names("%" + "x"));
    assertEquals(List.of(), names(lid(3).user()));
    assertEquals(3, names("e").size() + names("Ada").size());
  }

  @ParameterizedTest
  @ValueSource(strings = {"nonsense!", "AAAA", "", "eA", "Cg", "AAo"})
  void aCursorOfSomebodyElseIsRefused(String after) {
    var refusal = assertThrows(Refusal.class, () -> list(null, after, 2));
    assertEquals("invalid_cursor", refusal.code());
  }

  /** Many facts of few people from all sides, and their mapping learned meanwhile. */
  @Test
  void memoryAndDatabaseAgreeWhenManyLearnAtOnce() {
    var random = new Random(3);
    List<Uni<Void>> work = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      int who = random.nextInt(4);
      Jid jid = random.nextBoolean() ? lid(who) : phone(who);
      work.add(
          random.nextInt(20) == 0
              ? lids.learn(account, Map.of(lid(who), phone(who)))
              : contacts
                  .learn(account, List.of(ContactFact.push(jid, "n" + random.nextInt(3))))
                  .replaceWithVoid());
    }
    run(Uni.join().all(work).usingConcurrencyOf(12).andFailFast());
    for (int who = 0; who < 4; who++) {
      run(lids.learn(account, Map.of(lid(who), phone(who))));
    }
    List<Jid> all = new ArrayList<>();
    for (int who = 0; who < 4; who++) {
      all.add(lid(who));
      all.add(phone(who));
    }
    var remembered = run(contacts.find(account, all));
    memory.clear(account);
    assertEquals(run(contacts.find(account, all)), remembered);
    assertTrue(count(pool, "contact", account) <= 4);
  }

  private List<News> push(Jid who, String name) {
    return learn(ContactFact.push(who, name));
  }

  private List<News> learn(ContactFact... facts) {
    return run(contacts.learn(account, List.of(facts)));
  }

  private ContactView view(Jid who) {
    return run(contacts.find(account, who)).view();
  }

  private List<String> names(String q) {
    return list(q, null, 50).items().stream()
        .map(contact -> contact.names().best().orElseThrow())
        .toList();
  }

  private Page<Contact> list(@Nullable String q, @Nullable String after, int limit) {
    return run(contacts.list(account, new ContactFilter(q, after, limit)));
  }

  private void execute(String sql) {
    run(pool.preparedQuery(sql).execute(Tuple.of(account.value())));
  }
}
