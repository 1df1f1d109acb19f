package dev.wharf.protocol.stanza.group;

import static dev.wharf.protocol.ProtocolFaults.assertFault;
import static dev.wharf.protocol.stanza.WireForm.assertSurvives;
import static dev.wharf.protocol.stanza.group.GroupSamples.ANA;
import static dev.wharf.protocol.stanza.group.GroupSamples.ANA_LID;
import static dev.wharf.protocol.stanza.group.GroupSamples.BEA_LID;
import static dev.wharf.protocol.stanza.group.GroupSamples.GROUP;
import static dev.wharf.protocol.stanza.group.GroupSamples.group;
import static dev.wharf.protocol.stanza.group.GroupSamples.participant;
import static dev.wharf.protocol.stanza.group.GroupSamples.reply;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.wharf.identity.Jid;
import dev.wharf.protocol.ProtocolFault.Kind;
import dev.wharf.protocol.node.Node;
import dev.wharf.protocol.stanza.group.GroupReplies.MemberResult;
import dev.wharf.protocol.stanza.group.GroupRequests.MemberChange;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class GroupRepliesTest {

  static Node added(Node... participants) {
    return reply(Node.of("add").children(participants));
  }

  @Test
  void readsGroups() {
    Node reply = assertSurvives(reply(Node.of("groups").children(group(), group())));

    assertEquals(
        List.of(GroupInfo.parse(group()), GroupInfo.parse(group())), GroupReplies.groups(reply));
    assertEquals(GroupInfo.parse(group()), GroupReplies.group(reply(group())));
    assertEquals(List.of(), GroupReplies.groups(reply(Node.of("groups"))));
  }

  @ParameterizedTest
  @CsvSource({",-1", "404,404", "nonsense,0"})
  void tellsWhetherAGroupWasLeft(@Nullable String error, int code) {
    Node left = Node.of("group").with("id", GROUP.toString());
    Node answer = error == null ? left : left.with("error", error);

    assertEquals(
        code, GroupReplies.leaveError(reply(Node.of("leave").children(answer))).orElse(-1));
    assertFault(Kind.MISSING, "iq/leave", () -> GroupReplies.leaveError(reply(Node.of("left"))));
  }

  @Test
  void tellsWhoCouldNotBeAddedToANewGroup() {
    var children = new ArrayList<>(group().childList());
    children.add(participant(Jid.phone("7", 0)).with("error", "403"));

    GroupReplies.Created created = GroupReplies.created(reply(group().children(children)));

    assertEquals(GroupInfo.parse(group()), created.group());
    assertEquals(
        List.of(
            new MemberResult(
                Jid.phone("7", 0), Optional.of(Jid.phone("7", 0)), Optional.empty(), 403)),
        created.refused());
  }

  @ParameterizedTest
  @CsvSource({"200, , 200", ", , 200", "403, 403, 403", "200, 409, 409", ", odd, 0"})
  void tellsWhatBecameOfEachMember(String type, String error, int status) {
    Node participant = participant(ANA_LID).with("phone_number", ANA);
    if (type != null) {
      participant = participant.with("type", type);
    }
    if (error != null) {
      participant = participant.with("error", error);
    }

    MemberResult result =
        GroupReplies.memberResults(assertSurvives(added(participant)), MemberChange.ADD).getFirst();

    assertEquals(new MemberResult(ANA_LID, Optional.of(ANA), Optional.of(ANA_LID), status), result);
    assertEquals(status == 200, result.isDone());
  }

  @Test
  void readsInviteCodes() {
    assertEquals("Co3", GroupReplies.inviteCode(reply(Node.of("invite").with("code", "Co3"))));
  }

  @Test
  void tellsWhichGroupWasJoined() {
    GroupReplies.Joined joined = GroupReplies.joined(reply(Node.of("group").with("jid", GROUP)));
    GroupReplies.Joined asked =
        GroupReplies.joined(reply(Node.of("membership_approval_request").with("jid", GROUP)));

    assertEquals(GROUP, joined.group());
    assertFalse(joined.awaitsApproval());
    assertTrue(asked.awaitsApproval());
  }

  static Stream<Arguments> malformed() {
    Node many =
        Node.of("groups")
            .children(Collections.nCopies(20_001, Node.of("group").with("id", "120363")));
    return Stream.of(
        row(() -> GroupReplies.groups(reply()), Kind.MISSING, "iq/groups"),
        row(
            () -> GroupReplies.groups(reply(Node.of("groups").children(Node.of("group")))),
            Kind.MISSING,
            "group@id"),
        row(() -> GroupReplies.groups(reply(many)), Kind.TOO_LARGE, "iq/groups"),
        row(() -> GroupReplies.group(reply()), Kind.MISSING, "iq/group"),
        row(() -> GroupReplies.created(reply()), Kind.MISSING, "iq/group"),
        row(
            () -> GroupReplies.memberResults(added(), MemberChange.REMOVE),
            Kind.MISSING,
            "iq/remove"),
        row(
            () -> GroupReplies.memberResults(added(Node.of("participant")), MemberChange.ADD),
            Kind.MISSING,
            "participant@jid"),
        row(
            () ->
                GroupReplies.memberResults(
                    added(Collections.nCopies(20_001, participant(BEA_LID)).toArray(Node[]::new)),
                    MemberChange.ADD),
            Kind.TOO_LARGE,
            "add"),
        row(() -> GroupReplies.inviteCode(reply()), Kind.MISSING, "iq/invite"),
        row(() -> GroupReplies.inviteCode(reply(Node.of("invite"))), Kind.MISSING, "invite@code"),
        row(() -> GroupReplies.joined(reply()), Kind.MISSING, "iq/group"),
        row(
            () -> GroupReplies.joined(reply(Node.of("group").with("jid", ANA))),
            Kind.MALFORMED,
            "group@jid"));
  }

  @ParameterizedTest
  @MethodSource("malformed")
  void refusesWhatItCannotDoWithout(Executable action, Kind kind, String path) {
    assertFault(kind, path, action);
  }

  private static Arguments row(Executable action, Kind kind, String path) {
    return arguments(action, kind, path);
  }
}
