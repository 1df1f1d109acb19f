package dev.wharf.directory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wharf.directory.GroupChanges.Told;
import dev.wharf.identity.Jid;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;

class GroupChangesTest {

  private static final Jid SELF = Jid.lid("100", 0);
  private static final Jid SELF_PN = Jid.phone("4915112345678", 0);
  private static final Jid ADA = Jid.lid("200", 0);
  private static final Jid ADA_PN = Jid.phone("5511987654321", 0);
  private static final Jid BOB = Jid.lid("300", 0);
  private static final Set<Jid> OWN = Set.of(SELF, SELF_PN);

  private final Group group =
      Samples.group(
          "1",
          Member.of(SELF, Role.OWNER),
          new Member(ADA, Optional.empty(), Optional.of(ADA_PN), Role.MEMBER));

  @Test
  void addsWhoIsNew() {
    var now = after(new GroupDelta.Added(List.of(Member.of(BOB, Role.MEMBER))));
    assertEquals(List.of("added"), told(now));
    assertEquals(3, now.members().size());
  }

  @Test
  void addsNobodyTwiceInWhicheverNamespace() {
    var now = after(new GroupDelta.Added(List.of(Member.of(ADA_PN, Role.MEMBER))));
    assertEquals(group, now);
  }

  @Test
  void removesWhoIsNamedInTheOtherNamespace() {
    var now = after(new GroupDelta.Removed(List.of(ADA_PN.bare())));
    assertEquals(List.of(SELF), now.members().stream().map(Member::jid).toList());
    assertEquals(List.of("removed"), told(now));
  }

  @Test
  void removesNobodyWhoIsNotThere() {
    assertEquals(group, after(new GroupDelta.Removed(List.of(BOB))));
  }

  @Test
  void whoeverRemovesTheAccountEndsTheMembership() {
    for (Jid name : OWN) {
      var now = after(new GroupDelta.Removed(List.of(BOB, name)));
      assertTrue(now.left());
      assertEquals(List.of(), now.members());
      assertEquals(List.of("left"), told(now));
    }
  }

  @Test
  void promotesAndDemotesButNotTheOwner() {
    var promoted = after(new GroupDelta.Promoted(List.of(ADA, SELF)));
    assertEquals(List.of("promoted"), told(promoted));
    assertEquals(Role.OWNER, promoted.members().getFirst().role());
    var demoted = GroupChanges.after(promoted, new GroupDelta.Demoted(List.of(ADA, SELF)), OWN);
    assertEquals(group, demoted);
    assertEquals(
        List.of("demoted"),
        GroupChanges.told(Optional.of(promoted), demoted).stream().map(Told::op).toList());
  }

  @Test
  void changesWhatItSaysOfItself() {
    assertEquals(List.of("subject"), told(after(new GroupDelta.Subject("other"))));
    assertEquals(List.of(), told(after(new GroupDelta.Subject("Group 1"))));
    assertEquals(List.of("description"), told(after(new GroupDelta.Description(Optional.of("d")))));
    var settings =
        new GroupDelta.Settings(Optional.of(true), Optional.empty(), OptionalInt.of(86_400));
    assertEquals(new Group.Settings(true, false, 86_400), after(settings).about().settings());
    assertEquals(List.of("settings"), told(after(settings)));
  }

  @Test
  void aDeletedGroupIsLeft() {
    assertTrue(after(new GroupDelta.Deleted()).left());
  }

  @Test
  void aGroupThatComesBackIsTold() {
    assertEquals(
        List.of("created"),
        GroupChanges.told(Optional.of(group.gone()), group).stream().map(Told::op).toList());
    assertEquals(List.of(), GroupChanges.told(Optional.empty(), group.gone()));
    assertEquals(List.of(), GroupChanges.told(Optional.of(group.gone()), group.gone()));
  }

  @Test
  void aGroupThatAddressesItsMembersOtherwiseHasTheSameMembers() {
    var other =
        group.withMembers(
            List.of(
                Member.of(SELF, Role.OWNER),
                new Member(ADA_PN, Optional.of(ADA), Optional.empty(), Role.MEMBER)));
    assertEquals(List.of(), told(other));
  }

  @Test
  void aMemberIsThereOnceHoweverOftenTold() {
    var twice =
        Samples.group("2", Member.of(ADA, Role.MEMBER), Member.of(Jid.lid("200", 7), Role.ADMIN));
    assertEquals(List.of(Member.of(ADA, Role.ADMIN)), GroupChanges.normal(twice).members());
  }

  private Group after(GroupDelta delta) {
    return GroupChanges.after(group, delta, OWN);
  }

  private List<String> told(Group now) {
    return GroupChanges.told(Optional.of(group), now).stream().map(Told::op).toList();
  }
}
