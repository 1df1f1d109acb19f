package dev.wharf.protocol.stanza.group;

import static dev.wharf.protocol.stanza.WireForm.assertSurvives;
import static dev.wharf.protocol.stanza.group.GroupSamples.ANA;
import static dev.wharf.protocol.stanza.group.GroupSamples.ANA_LID;
import static dev.wharf.protocol.stanza.group.GroupSamples.BEA_LID;
import static dev.wharf.protocol.stanza.group.GroupSamples.GROUP;
import static dev.wharf.protocol.stanza.group.GroupSamples.ana;
import static dev.wharf.protocol.stanza.group.GroupSamples.group;
import static dev.wharf.protocol.stanza.group.GroupSamples.participant;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.wharf.identity.Jid;
import dev.wharf.protocol.node.Node;
import dev.wharf.protocol.stanza.Inbound;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class GroupNoticeTest {

  private static final Member MEMBER_ANA =
      new Member(ANA_LID, Optional.of(ANA), Optional.of(ANA_LID), Member.Role.SUPERADMIN);
  private static final Member MEMBER_BEA =
      new Member(BEA_LID, Optional.empty(), Optional.of(BEA_LID), Member.Role.MEMBER);

  static Node notification(Node... changes) {
    return Node.of("notification")
        .with("from", GROUP)
        .with("type", "w:gp2")
        .with("id", "N1")
        .with("t", GroupSamples.T)
        .with("participant", ANA_LID)
        .with("participant_pn", ANA)
        .with("notify", "Ana")
        .with("addressing_mode", "lid")
        .children(changes);
  }

  private static GroupNotice read(Node node) {
    return GroupNotice.of((Inbound.Notification) Inbound.parse(assertSurvives(node)));
  }

  @Test
  void tellsWhoDidIt() {
    assertEquals(
        new GroupNotice(
            GROUP,
            Optional.of(ANA_LID),
            Optional.of(ANA),
            Optional.of("Ana"),
            Optional.of(Instant.ofEpochSecond(GroupSamples.T)),
            Optional.of("lid"),
            List.of(new GroupChange.LockedChanged(true), new GroupChange.AnnounceChanged(false))),
        read(notification(Node.of("locked"), Node.of("not_announcement"))));
  }

  @Test
  void findsTheOtherNameOfAnActorByNumber() {
    Node node = notification().with("participant", ANA).with("participant_lid", ANA_LID);

    assertEquals(Optional.of(ANA_LID), read(node).actorOther());
  }

  @Test
  void tellsLeavingFromBeingRemoved() {
    GroupNotice notice = read(notification(Node.of("remove").children(ana())));

    assertTrue(notice.isLeaving(MEMBER_ANA));
    assertTrue(
        notice.isLeaving(new Member(ANA, Optional.of(ANA), Optional.empty(), Member.Role.MEMBER)));
    assertFalse(notice.isLeaving(MEMBER_BEA));
  }

  static Stream<Arguments> changes() {
    List<Member> both = List.of(MEMBER_ANA, MEMBER_BEA);
    Node[] participants = {ana(), participant(BEA_LID)};
    Node body = Node.of("body").text("Où?");
    return Stream.of(
        arguments(
            Node.of("add").with("reason", "invite").children(participants),
            new GroupChange.MembersAdded(both, Optional.of("invite"))),
        arguments(
            Node.of("add").children(participants),
            new GroupChange.MembersAdded(both, Optional.empty())),
        arguments(Node.of("remove").children(participants), new GroupChange.MembersRemoved(both)),
        arguments(
            Node.of("leave").children(ana()), new GroupChange.MembersRemoved(List.of(MEMBER_ANA))),
        arguments(Node.of("promote").children(participants), new GroupChange.Promoted(both)),
        arguments(Node.of("demote").children(participants), new GroupChange.Demoted(both)),
        arguments(Node.of("modify").children(participants), new GroupChange.NumberChanged(both)),
        arguments(
            Node.of("create").with("type", "new").children(group()),
            new GroupChange.Created(GroupInfo.parse(group()))),
        arguments(
            Node.of("subject")
                .with("subject", "Où?")
                .with("s_t", GroupSamples.T)
                .with("s_o", ANA_LID),
            new GroupChange.SubjectChanged(
                "Où?", Optional.of(ANA_LID), Optional.of(Instant.ofEpochSecond(GroupSamples.T)))),
        arguments(
            Node.of("subject").with("subject", "x"),
            new GroupChange.SubjectChanged("x", Optional.empty(), Optional.empty())),
        arguments(
            Node.of("description").with("id", "D").children(body),
            new GroupChange.DescriptionChanged(Optional.of("D"), Optional.of("Où?"))),
        arguments(
            Node.of("description").children(Node.of("delete")),
            new GroupChange.DescriptionChanged(Optional.empty(), Optional.empty())),
        arguments(Node.of("announcement"), new GroupChange.AnnounceChanged(true)),
        arguments(Node.of("not_announcement"), new GroupChange.AnnounceChanged(false)),
        arguments(Node.of("locked"), new GroupChange.LockedChanged(true)),
        arguments(Node.of("unlocked"), new GroupChange.LockedChanged(false)),
        arguments(
            Node.of("ephemeral").with("expiration", "86400"),
            new GroupChange.EphemeralChanged(OptionalInt.of(86_400))),
        arguments(Node.of("not_ephemeral"), new GroupChange.EphemeralChanged(OptionalInt.empty())),
        arguments(
            Node.of("member_add_mode").text("all_member_add"),
            new GroupChange.MembersMayAddChanged(true)),
        arguments(
            Node.of("member_add_mode").text("admin_add"),
            new GroupChange.MembersMayAddChanged(false)),
        arguments(
            Node.of("membership_approval_mode")
                .children(Node.of("group_join").with("state", "off")),
            new GroupChange.JoinApprovalChanged(false)),
        arguments(Node.of("invite").with("code", "Co3"), new GroupChange.InviteCodeChanged("Co3")),
        arguments(Node.of("delete").with("reason", "x"), new GroupChange.Deleted()));
  }

  @ParameterizedTest
  @MethodSource("changes")
  void readsWhatChanged(Node change, GroupChange expected) {
    assertEquals(List.of(expected), read(notification(change)).changes());
  }

  static Stream<Node> others() {
    return Stream.of(
        Node.of("growth_locked"),
        Node.of("add").children(Node.of("participant")),
        Node.of("add").children(Node.of("participant").with("jid", "1@lid")),
        Node.of("create"),
        Node.of("create").children(Node.of("group")),
        Node.of("subject"),
        Node.of("description"),
        Node.of("invite"),
        Node.of("member_add_mode"));
  }

  @ParameterizedTest
  @MethodSource("others")
  void takesWhatItCannotReadForSomethingElse(Node change) {
    assertEquals(
        List.of(new GroupChange.Other(change.tag())), read(notification(change)).changes());
  }

  @Test
  void standsAnOddFrame() {
    GroupNotice notice =
        read(
            Node.of("notification")
                .with("from", Jid.SERVER)
                .with("type", "w:gp2")
                .with("id", "N")
                .with("participant", "x"));

    assertEquals(Optional.empty(), notice.actor());
    assertEquals(List.of(), notice.changes());
  }
}
