package dev.wharf.directory;

import static dev.wharf.directory.Samples.count;
import static dev.wharf.directory.Samples.group;
import static dev.wharf.directory.Samples.groupJid;
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
import dev.wharf.event.Event.GroupChanged;
import dev.wharf.event.MemberView;
import dev.wharf.identity.AccountId;
import dev.wharf.identity.Jid;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(ApiProfile.class)
@QuarkusTestResource(TestDatabase.class)
class GroupsIT {

  private static final Jid SELF = lid(1);

  @Inject Groups groups;
  @Inject GroupCensus census;
  @Inject LidMap lids;
  @Inject Contacts contacts;
  @Inject Memory memory;
  @Inject Pool pool;

  private AccountId account;

  @BeforeEach
  void anAccount() {
    account = Samples.account(pool);
  }

  @Test
  void findsAGroupAsItWasPut() {
    Group put = group("1", member(1, Role.OWNER), member(2, Role.ADMIN), known(3));
    assertEquals(List.of("created"), ops(run(groups.put(account, put))));
    for (int i = 0; i < 2; i++) {
      assertEquals(Optional.of(put), find("1"));
      memory.clear(account);
    }
    assertEquals(Optional.empty(), find("2"));
  }

  @Test
  void everyFieldIsReadBack() {
    var about =
        new Group.About(
            "S",
            Optional.of("line\nline"),
            Optional.empty(),
            Group.Addressing.PN,
            Optional.empty(),
            new Group.Settings(true, true, 86_400));
    Group put = new Group(groupJid("1"), about, List.of(Member.of(phone(1), Role.MEMBER)));
    run(groups.put(account, put));
    assertEquals(Optional.of(put), find("1"));
  }

  @Test
  void whatIsPutAgainIsNotToldAgain() {
    Group put = group("1", member(1, Role.OWNER), known(3));
    run(groups.put(account, put));
    assertEquals(List.of(), run(groups.put(account, put)));
    memory.clear(account);
    assertEquals(List.of(), run(groups.put(account, put)));
  }

  @Test
  void membersAreReplacedAtOnce() {
    run(groups.put(account, group("1", member(1, Role.OWNER), member(2, Role.MEMBER))));
    var news = run(groups.put(account, group("1", member(1, Role.MEMBER), member(3, Role.MEMBER))));
    assertEquals(List.of("added", "removed", "demoted"), ops(news));
    assertEquals(List.of(lid(1), lid(3)), members("1"));
  }

  @Test
  void learnsTheNumbersOfMembers() {
    run(groups.put(account, group("1", known(2), member(3, Role.MEMBER))));
    assertEquals(Map.of(lid(2), phone(2)), run(lids.phonesOf(account, List.of(lid(2), lid(3)))));
    run(apply(new GroupDelta.Added(List.of(known(4)))));
    assertEquals(Map.of(lid(4), phone(4)), run(lids.phonesOf(account, List.of(lid(4)))));
  }

  @Test
  void showsMembersWithWhatIsKnownOfThem() {
    run(groups.put(account, group("1", known(2), member(3, Role.OWNER))));
    run(contacts.learn(account, List.of(ContactFact.push(phone(2), "Ada"))));
    var shown = run(groups.look(account, groupJid("1"))).orElseThrow();
    assertEquals(
        List.of(
            new MemberView(lid(3).toString(), lid(3).toString(), null, null, "owner"),
            new MemberView(
                lid(2).toString(), lid(2).toString(), "+4915100010002", "Ada", "member")),
        shown.members());
    assertEquals(2, shown.group().size());
  }

  @Test
  void aNumberThatIsLearnedLaterIsShown() {
    run(groups.put(account, group("1", member(2, Role.MEMBER))));
    assertEquals(Optional.empty(), find("1").orElseThrow().members().getFirst().phone());
    run(lids.learn(account, Map.of(lid(2), phone(2))));
    assertEquals(Optional.of(phone(2)), find("1").orElseThrow().members().getFirst().phone());
  }

  @Test
  void changesAreAppliedAndToldOnce() {
    run(groups.put(account, group("1", member(1, Role.OWNER), known(2))));
    assertEquals(List.of("added"), applied(new GroupDelta.Added(List.of(member(3, Role.MEMBER)))));
    assertEquals(List.of(), applied(new GroupDelta.Added(List.of(member(3, Role.MEMBER)))));
    assertEquals(List.of("promoted"), applied(new GroupDelta.Promoted(List.of(phone(2)))));
    assertEquals(List.of("subject"), applied(new GroupDelta.Subject("Other\0")));
    assertEquals(List.of("description"), applied(new GroupDelta.Description(Optional.of("D"))));
    assertEquals(
        List.of("settings"),
        applied(new GroupDelta.Settings(Optional.of(true), Optional.empty(), OptionalInt.empty())));
    assertEquals(List.of("removed"), applied(new GroupDelta.Removed(List.of(lid(3)))));
    for (int i = 0; i < 2; i++) {
      Group now = find("1").orElseThrow();
      assertEquals("Other", now.about().subject());
      assertEquals(List.of(lid(1), lid(2)), now.members().stream().map(Member::jid).toList());
      assertEquals(Role.ADMIN, now.members().getLast().role());
      memory.clear(account);
    }
  }

  @Test
  void tellsWhoDidWhatToWhom() {
    run(contacts.learn(account, List.of(ContactFact.push(lid(1), "Boss"))));
    run(groups.put(account, group("1", member(1, Role.OWNER))));
    var news = run(apply(new GroupDelta.Added(List.of(known(2))))).news();
    var event = (GroupChanged) news.getFirst().event();
    assertEquals("Boss", event.by() == null ? null : event.by().name());
    assertEquals("+4915100010002", event.members().getFirst().phone());
    assertEquals(2, event.group().size());
  }

  @Test
  void aChangeOfAnUnknownGroupAsksForIt() {
    assertFalse(run(apply(new GroupDelta.Subject("s"))).known());
    assertEquals(0, count(pool, "group_chat", account));
  }

  @Test
  void whoeverRemovesTheAccountEndsTheMembership() {
    run(groups.put(account, group("1", member(1, Role.MEMBER), member(2, Role.OWNER))));
    assertEquals(List.of("left"), applied(new GroupDelta.Removed(List.of(phone(1)))));
    assertTrue(find("1").orElseThrow().left());
    var shown = run(groups.look(account, groupJid("1"))).orElseThrow();
    assertEquals("Group 1", shown.group().subject());
    assertNull(shown.group().size());
    assertEquals(List.of(), shown.members());
    assertEquals(0, count(pool, "group_member", account));
    assertEquals(List.of(), subjects());
    assertFalse(run(apply(new GroupDelta.Subject("s"))).known());

    assertEquals(
        List.of("created"), ops(run(groups.put(account, group("1", member(1, Role.MEMBER))))));
    assertFalse(find("1").orElseThrow().left());
  }

  @Test
  void groupsThatAreNotAmongAllAreLeft() {
    run(groups.put(account, group("1", member(1, Role.MEMBER))));
    run(groups.put(account, group("2", member(1, Role.MEMBER))));
    var news =
        run(
            groups.replaceAll(
                account,
                List.of(group("2", member(1, Role.MEMBER)), group("3", member(1, Role.MEMBER)))));
    assertEquals(List.of("left", "created"), ops(news));
    assertEquals(List.of("Group 2", "Group 3"), subjects());
    assertEquals(
        List.of(),
        run(
            groups.replaceAll(
                account,
                List.of(group("2", member(1, Role.MEMBER)), group("3", member(1, Role.MEMBER))))));
    assertEquals(List.of("left", "left"), ops(run(groups.replaceAll(account, List.of()))));
  }

  @Test
  void takesManyLargeGroups() {
    var many =
        IntStream.range(0, 30)
            .mapToObj(
                g ->
                    group(
                        "1" + g,
                        IntStream.range(0, 300)
                            .mapToObj(m -> known(g * 100 + m))
                            .toArray(Member[]::new)))
            .toList();
    assertEquals(30, run(groups.replaceAll(account, many)).size());
    assertEquals(9_000, count(pool, "group_member", account));
    assertEquals(List.of(), run(groups.replaceAll(account, many)));
  }

  @Test
  void aForgottenGroupHasToBeAskedForButIsStillShown() {
    Group put = group("1", member(1, Role.MEMBER));
    run(groups.put(account, put));
    find("1");
    run(groups.forget(account, groupJid("1")));
    assertEquals(Optional.empty(), find("1"));
    applied(new GroupDelta.Added(List.of(member(2, Role.MEMBER))));
    assertEquals(Optional.empty(), find("1"));
    assertTrue(run(groups.look(account, groupJid("1"))).isPresent());
    assertEquals(List.of("removed"), ops(run(groups.put(account, put))));
    assertEquals(Optional.of(put), find("1"));

    run(groups.forget(account, groupJid("1")));
    assertEquals(List.of(), run(groups.put(account, put)));
    assertEquals(Optional.of(put), find("1"));
  }

  @Test
  void aGroupThatWasMetLatelyCostsNoQuery() {
    run(groups.put(account, group("1", member(1, Role.MEMBER))));
    find("1");
    run(
        pool.preparedQuery("delete from group_chat where account_id = $1")
            .execute(Tuple.of(account.value())));
    assertTrue(find("1").isPresent());
  }

  @Test
  void allGroupsAreAskedForOncePerDevice() {
    Jid device = Jid.lid("1", 3);
    assertFalse(run(census.isTaken(account, device)));
    run(census.taken(account, device, Instant.EPOCH));
    run(census.taken(account, device, Instant.EPOCH));
    assertTrue(run(census.isTaken(account, device)));
    Jid pairedAnew = Jid.lid("1", 4);
    assertFalse(run(census.isTaken(account, pairedAnew)));
    run(census.taken(account, pairedAnew, Instant.EPOCH));
    assertFalse(run(census.isTaken(account, device)));
  }

  @Test
  void listsBySubjectPageByPage() {
    for (String name : List.of("5", "3", "4")) {
      run(groups.put(account, group(name, member(1, Role.MEMBER))));
    }
    var first = run(groups.list(account, new GroupFilter(null, null, 2)));
    assertEquals(
        List.of("Group 3", "Group 4"), first.items().stream().map(g -> g.subject()).toList());
    assertEquals(1, first.items().getFirst().size());
    var next = run(groups.list(account, new GroupFilter(null, first.next().orElse(null), 2)));
    assertEquals(List.of("Group 5"), next.items().stream().map(g -> g.subject()).toList());
    assertEquals(Optional.empty(), next.next());
    assertEquals(
        List.of("Group 4"),
        run(groups.list(account, new GroupFilter("UP 4", null, 2))).items().stream()
            .map(g -> g.subject())
            .toList());
    assertThrows(
        Refusal.class, () -> run(groups.list(account, new GroupFilter(null, "nonsense", 2))));
  }

  @Test
  void noChangeIsLostWhenManyComeAtOnce() {
    run(groups.put(account, group("1", member(1, Role.OWNER))));
    var random = new Random(9);
    List<Uni<Void>> work = new ArrayList<>();
    for (int i = 10; i < 60; i++) {
      work.add(apply(new GroupDelta.Added(List.of(known(i)))).replaceWithVoid());
      if (random.nextInt(3) == 0) {
        work.add(groups.find(account, groupJid("1")).replaceWithVoid());
      }
    }
    run(Uni.join().all(work).usingConcurrencyOf(12).andFailFast());
    assertEquals(51, find("1").orElseThrow().members().size());
    memory.clear(account);
    assertEquals(51, find("1").orElseThrow().members().size());
  }

  @Test
  void goesWithItsAccount() {
    run(groups.put(account, group("1", known(1))));
    run(pool.preparedQuery("delete from account where id = $1").execute(Tuple.of(account.value())));
    assertEquals(0, count(pool, "group_chat", account));
    assertEquals(0, count(pool, "group_member", account));
  }

  private static Member member(int number, Role role) {
    return Member.of(lid(number), role);
  }

  private static Member known(int number) {
    return new Member(lid(number), Optional.empty(), Optional.of(phone(number)), Role.MEMBER);
  }

  private Optional<Group> find(String name) {
    return run(groups.find(account, groupJid(name)));
  }

  private List<Jid> members(String name) {
    return find(name).orElseThrow().members().stream().map(Member::jid).toList();
  }

  private Uni<Applied> apply(GroupDelta delta) {
    return groups.apply(
        account,
        new GroupNotice(
            groupJid("1"),
            delta,
            Optional.of(SELF),
            Set.of(SELF, phone(1)),
            Instant.parse("2026-01-01T00:00:00Z")));
  }

  private List<String> applied(GroupDelta delta) {
    var applied = run(apply(delta));
    assertTrue(applied.known());
    return ops(applied.news());
  }

  private static List<String> ops(List<News> news) {
    return news.stream().map(each -> ((GroupChanged) each.event()).op()).toList();
  }

  private List<String> subjects() {
    return run(groups.list(account, new GroupFilter(null, null, 50))).items().stream()
        .map(view -> view.subject())
        .toList();
  }
}
