package dev.wharf.protocol.stanza.group;

import static dev.wharf.protocol.stanza.WireForm.assertWire;
import static dev.wharf.protocol.stanza.group.GroupSamples.ANA;
import static dev.wharf.protocol.stanza.group.GroupSamples.GROUP;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.wharf.identity.Jid;
import dev.wharf.protocol.node.Node;
import dev.wharf.protocol.stanza.group.GroupRequests.MemberChange;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class GroupRequestsTest {

  private static final Jid GROUPS = Jid.of("", "g.us");

  private static Node iq(String type, Jid to, Node child) {
    return Node.of("iq")
        .with("id", "7")
        .with("to", to)
        .with("type", type)
        .with("xmlns", "w:g2")
        .children(child);
  }

  static Stream<Arguments> requests() {
    Node ana = Node.of("participant").with("jid", ANA);
    return Stream.of(
        arguments(
            GroupRequests.participating("7"),
            iq(
                "get",
                GROUPS,
                Node.of("participating")
                    .children(Node.of("participants"), Node.of("description")))),
        arguments(
            GroupRequests.info("7", GROUP),
            iq("get", GROUP, Node.of("query").with("request", "interactive"))),
        arguments(
            GroupRequests.create("7", "Fishing", "K", List.of(ANA)),
            iq(
                "set",
                GROUPS,
                Node.of("create").with("subject", "Fishing").with("key", "K").children(ana))),
        arguments(
            GroupRequests.leave("7", GROUP),
            iq(
                "set",
                GROUPS,
                Node.of("leave").children(Node.of("group").with("id", "120363000000000001@g.us")))),
        arguments(
            GroupRequests.subject("7", GROUP, "Où?"),
            iq("set", GROUP, Node.of("subject").text("Où?"))),
        arguments(
            GroupRequests.description("7", GROUP, Optional.of("Où?"), "D2", Optional.of("D1")),
            iq(
                "set",
                GROUP,
                Node.of("description")
                    .with("prev", "D1")
                    .with("id", "D2")
                    .children(Node.of("body").text("Où?")))),
        arguments(
            GroupRequests.description("7", GROUP, Optional.empty(), "D2", Optional.empty()),
            iq("set", GROUP, Node.of("description").with("delete", "true"))),
        arguments(GroupRequests.inviteCode("7", GROUP), iq("get", GROUP, Node.of("invite"))),
        arguments(GroupRequests.renewInviteCode("7", GROUP), iq("set", GROUP, Node.of("invite"))),
        arguments(
            GroupRequests.join("7", "Co3"),
            iq("set", GROUPS, Node.of("invite").with("code", "Co3"))),
        arguments(
            GroupRequests.infoByCode("7", "Co3"),
            iq("get", GROUPS, Node.of("invite").with("code", "Co3"))));
  }

  static Stream<Arguments> settings() {
    return Stream.of(
        arguments(GroupRequests.announce("7", GROUP, true), Node.of("announcement")),
        arguments(GroupRequests.announce("7", GROUP, false), Node.of("not_announcement")),
        arguments(GroupRequests.locked("7", GROUP, true), Node.of("locked")),
        arguments(GroupRequests.locked("7", GROUP, false), Node.of("unlocked")),
        arguments(
            GroupRequests.membersMayAdd("7", GROUP, true),
            Node.of("member_add_mode").text("all_member_add")),
        arguments(
            GroupRequests.membersMayAdd("7", GROUP, false),
            Node.of("member_add_mode").text("admin_add")),
        arguments(
            GroupRequests.joinApproval("7", GROUP, true),
            Node.of("membership_approval_mode")
                .children(Node.of("group_join").with("state", "on"))),
        arguments(
            GroupRequests.joinApproval("7", GROUP, false),
            Node.of("membership_approval_mode")
                .children(Node.of("group_join").with("state", "off"))),
        arguments(
            GroupRequests.ephemeral("7", GROUP, 86_400),
            Node.of("ephemeral").with("expiration", "86400")),
        arguments(GroupRequests.ephemeral("7", GROUP, 0), Node.of("not_ephemeral")));
  }

  @ParameterizedTest
  @MethodSource("requests")
  void looksAsTheWireHasIt(Node made, Node expected) {
    assertWire(expected, made);
  }

  @ParameterizedTest
  @MethodSource("settings")
  void changesASetting(Node made, Node expected) {
    assertWire(iq("set", GROUP, expected), made);
  }

  @ParameterizedTest
  @EnumSource
  void changesMembers(MemberChange change) {
    assertWire(
        iq(
            "set",
            GROUP,
            Node.of(change.name().toLowerCase(java.util.Locale.ROOT))
                .children(Node.of("participant").with("jid", ANA))),
        GroupRequests.change("7", GROUP, change, List.of(Jid.phone(ANA.user(), 4))));
  }
}
