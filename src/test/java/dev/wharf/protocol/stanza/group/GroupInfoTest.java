package dev.wharf.protocol.stanza.group;

import static dev.wharf.protocol.ProtocolFaults.assertFault;
import static dev.wharf.protocol.stanza.WireForm.assertSurvives;
import static dev.wharf.protocol.stanza.group.GroupSamples.ANA;
import static dev.wharf.protocol.stanza.group.GroupSamples.ANA_LID;
import static dev.wharf.protocol.stanza.group.GroupSamples.BEA_LID;
import static dev.wharf.protocol.stanza.group.GroupSamples.GROUP;
import static dev.wharf.protocol.stanza.group.GroupSamples.group;
import static dev.wharf.protocol.stanza.group.GroupSamples.participant;
import static dev.wharf.protocol.stanza.group.GroupSamples.without;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.wharf.identity.Jid;
import dev.wharf.protocol.ProtocolFault.Kind;
import dev.wharf.protocol.node.Node;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class GroupInfoTest {

  private static final Node BARE = Node.of("group").with("id", "120363000000000001");

  @Test
  void readsEverythingAboutAGroup() {
    assertEquals(
        new GroupInfo(
            GROUP,
            "Fishing",
            Optional.of(ANA_LID),
            Optional.of(ANA),
            "lid",
            List.of(
                new Member(ANA_LID, Optional.of(ANA), Optional.of(ANA_LID), Member.Role.SUPERADMIN),
                new Member(BEA_LID, Optional.empty(), Optional.of(BEA_LID), Member.Role.MEMBER)),
            true,
            true,
            true,
            true,
            Optional.of(new GroupInfo.Description(Optional.of("D1"), "Où?")),
            OptionalInt.of(86_400),
            Optional.of(Instant.ofEpochSecond(GroupSamples.T)),
            true,
            Optional.of(Jid.of("120363000000000009", "g.us"))),
        GroupInfo.parse(assertSurvives(group())));
  }

  @Test
  void readsAGroupOfWhichLittleIsSaid() {
    assertEquals(
        new GroupInfo(
            GROUP,
            "",
            Optional.empty(),
            Optional.empty(),
            "pn",
            List.of(),
            false,
            false,
            false,
            false,
            Optional.empty(),
            OptionalInt.empty(),
            Optional.empty(),
            false,
            Optional.empty()),
        GroupInfo.parse(BARE));
  }

  @Test
  void readsMembersByNumber() {
    Node group =
        BARE.with("creator", ANA)
            .children(
                participant(ANA).with("type", "admin").with("lid", ANA_LID),
                participant(Jid.phone("7", 3)).with("lid", ANA),
                participant(Jid.phone("8", 0)).with("error", "403"));

    GroupInfo info = GroupInfo.parse(group);

    assertEquals(Optional.of(ANA), info.ownerPhone());
    assertEquals(
        List.of(
            new Member(ANA, Optional.of(ANA), Optional.of(ANA_LID), Member.Role.ADMIN),
            new Member(
                Jid.phone("7", 0),
                Optional.of(Jid.phone("7", 0)),
                Optional.empty(),
                Member.Role.MEMBER)),
        info.members());
  }

  @ParameterizedTest
  @ValueSource(strings = {"120363000000000001", "120363000000000001@g.us"})
  void takesItsIdInEveryForm(String id) {
    assertEquals(GROUP, GroupInfo.parse(BARE.with("id", id)).id());
    assertEquals(GROUP, GroupInfo.parse(BARE.with("id", GROUP)).id());
  }

  @Test
  void takesTheIdOfAnOldGroup() {
    assertEquals(
        Jid.of("5511987654321-1500000000", "g.us"),
        GroupInfo.parse(BARE.with("id", "5511987654321-1500000000")).id());
  }

  static Stream<Node> odd() {
    return Stream.of(
        BARE.children(Node.of("ephemeral")),
        BARE.children(Node.of("ephemeral").with("expiration", "0")),
        BARE.children(Node.of("ephemeral").with("expiration", "x")),
        BARE.children(Node.of("member_add_mode").text("admin_add")),
        BARE.children(Node.of("membership_approval_mode")),
        BARE.children(Node.of("description").with("id", "D")),
        BARE.children(Node.of("linked_parent")),
        BARE.with("creator", "x").with("creation", "x").with("addressing_mode", "x"));
  }

  @ParameterizedTest
  @MethodSource("odd")
  void takesOddExtrasForNone(Node group) {
    assertEquals(GroupInfo.parse(BARE), GroupInfo.parse(group));
  }

  static Stream<Arguments> malformed() {
    return Stream.of(
        arguments(Node.of("group"), Kind.MISSING, "group@id"),
        arguments(BARE.with("id", "x"), Kind.MALFORMED, "group@id"),
        arguments(BARE.with("id", ""), Kind.MALFORMED, "group@id"),
        arguments(BARE.with("id", "1@g.us@g.us"), Kind.MALFORMED, "group@id"),
        arguments(BARE.with("id", Jid.phone("120363000000000001", 0)), Kind.MALFORMED, "group@id"),
        arguments(BARE.with("id", Jid.of("", "g.us")), Kind.MALFORMED, "group@id"),
        arguments(BARE.children(Node.of("participant")), Kind.MISSING, "participant@jid"),
        arguments(
            BARE.children(Node.of("participant").with("jid", "x")),
            Kind.MALFORMED,
            "participant@jid"),
        arguments(
            BARE.children(Collections.nCopies(20_001, participant(ANA))),
            Kind.TOO_LARGE,
            "group/participant"),
        arguments(without(group(), "id"), Kind.MISSING, "group@id"));
  }

  @ParameterizedTest
  @MethodSource("malformed")
  void refusesWhatItCannotDoWithout(Node node, Kind kind, String path) {
    assertFault(kind, path, () -> GroupInfo.parse(node));
  }
}
