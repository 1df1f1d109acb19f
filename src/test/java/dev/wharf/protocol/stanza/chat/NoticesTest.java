package dev.wharf.protocol.stanza.chat;

import static dev.wharf.protocol.stanza.WireForm.assertSurvives;
import static dev.wharf.protocol.stanza.chat.Samples.ANA;
import static dev.wharf.protocol.stanza.chat.Samples.ANA_LID;
import static dev.wharf.protocol.stanza.chat.Samples.GROUP;
import static dev.wharf.protocol.stanza.chat.Samples.ID;
import static dev.wharf.protocol.stanza.chat.Samples.OWN;
import static dev.wharf.protocol.stanza.chat.Samples.without;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.wharf.identity.Jid;
import dev.wharf.protocol.node.Node;
import dev.wharf.protocol.stanza.Inbound;
import dev.wharf.protocol.stanza.group.GroupChange;
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

class NoticesTest {

  private static final Instant AT = Instant.ofEpochSecond(Samples.T);

  static Node notification(String type, Jid from, Node... children) {
    return Node.of("notification")
        .with("id", ID.value())
        .with("from", from)
        .with("type", type)
        .with("t", Samples.T)
        .children(children);
  }

  static Node devices(Node... operations) {
    return notification("devices", ANA.bare(), operations).with("lid", ANA_LID.bare());
  }

  static Node operation(String tag) {
    return Node.of(tag)
        .with("device_hash", "2:abcdefgh")
        .children(Node.of("device").with("jid", ANA).with("key-index", "1"));
  }

  static Node mediaAnswer() {
    return notification(
        "mediaretry",
        OWN.pn().bare(),
        Node.of("encrypt")
            .children(
                Node.of("enc_p").bytes(new byte[] {1}), Node.of("enc_iv").bytes(new byte[12])),
        rmr());
  }

  static Node token() {
    return Node.of("token")
        .with("type", "trusted_contact")
        .with("t", Samples.T)
        .bytes(new byte[] {5});
  }

  private static Node rmr() {
    return Node.of("rmr").with("jid", GROUP).with("from_me", "false").with("participant", ANA_LID);
  }

  static Notice read(Node node) {
    return Notices.of((Inbound.Notification) Inbound.parse(assertSurvives(node)));
  }

  private static Notice.DevicesChanged changed(Notice.Change change) {
    return new Notice.DevicesChanged(
        ANA.bare(), Optional.of(ANA_LID.bare()), change, List.of(ANA), Optional.of("2:abcdefgh"));
  }

  static Stream<Arguments> notices() {
    return Stream.of(
        arguments(devices(operation("add")), changed(Notice.Change.ADDED)),
        arguments(devices(operation("remove")), changed(Notice.Change.REMOVED)),
        arguments(devices(operation("add"), operation("remove")), changed(Notice.Change.REMOVED)),
        arguments(
            notification("devices", ANA_LID.bare(), Node.of("update").with("hash", "x")),
            new Notice.DevicesChanged(
                ANA_LID.bare(),
                Optional.empty(),
                Notice.Change.UPDATED,
                List.of(),
                Optional.of("x"))),
        arguments(
            notification("encrypt", ANA.bare(), Node.of("identity")),
            new Notice.IdentityChanged(ANA.bare(), Optional.empty())),
        arguments(
            notification(
                "account_sync",
                OWN.pn().bare(),
                Node.of("devices")
                    .with("dhash", "2:abcdefgh")
                    .children(Node.of("device").with("jid", OWN.pn()))),
            new Notice.OwnDevicesChanged(List.of(OWN.pn()), Optional.of("2:abcdefgh"))),
        arguments(
            notification("account_sync", OWN.pn().bare(), Node.of("privacy"), Node.of("blocklist")),
            new Notice.OwnAccountChanged(List.of("privacy", "blocklist"))),
        arguments(
            notification(
                "server_sync",
                Jid.SERVER,
                Node.of("collection").with("name", "critical_block").with("version", "4"),
                Node.of("collection").with("name", "regular")),
            new Notice.AppStateChanged(
                List.of(
                    new Notice.Version("critical_block", 4), new Notice.Version("regular", 0)))),
        arguments(
            notification(
                "picture", ANA.bare(), Node.of("set").with("id", "17").with("author", ANA)),
            new Notice.PictureChanged(ANA.bare(), Optional.of("17"), Optional.of(ANA.bare()))),
        arguments(
            notification("picture", GROUP, Node.of("delete").with("jid", GROUP)),
            new Notice.PictureChanged(GROUP, Optional.empty(), Optional.empty())),
        arguments(
            notification("status", ANA.bare(), Node.of("set").text("Away")),
            new Notice.AboutChanged(ANA.bare(), "Away", Optional.of(AT))),
        arguments(
            notification("status", ANA.bare(), Node.of("set")),
            new Notice.AboutChanged(ANA.bare(), "", Optional.of(AT))),
        arguments(
            notification("mediaretry", OWN.pn().bare(), Node.of("error").with("code", "2"), rmr()),
            new Notice.MediaAnswered(
                ID, GROUP, false, Optional.of(ANA_LID), Optional.empty(), OptionalInt.of(2))));
  }

  @ParameterizedTest
  @MethodSource("notices")
  void readsWhatANotificationTells(Node node, Notice expected) {
    assertEquals(expected, read(node));
  }

  @Test
  void readsWhereMediaAreNow() {
    var answer = assertInstanceOf(Notice.MediaAnswered.class, read(mediaAnswer()));

    assertArrayEquals(new byte[] {1}, answer.sealed().orElseThrow().ciphertext());
    assertEquals(12, answer.sealed().orElseThrow().iv().length);
    assertEquals(OptionalInt.empty(), answer.error());
    assertEquals(GROUP, answer.chat());
  }

  @Test
  void readsTheTokenOfAPerson() {
    Node other = token().with("type", "other");
    Node node =
        notification("privacy_token", ANA.bare(), Node.of("tokens").children(other, token()))
            .with("sender_lid", ANA_LID.bare());

    var given = assertInstanceOf(Notice.TokenGiven.class, read(node));

    assertEquals(ANA.bare(), given.user());
    assertEquals(Optional.of(ANA_LID.bare()), given.lid());
    assertEquals(AT, given.token().at());
    assertArrayEquals(new byte[] {5}, given.token().bytes());
  }

  @Test
  void readsWhatHappenedInAGroup() {
    var notice =
        assertInstanceOf(
            Notice.InGroup.class, read(notification("w:gp2", GROUP, Node.of("locked"))));

    assertEquals(GROUP, notice.notice().group());
    assertTrue(notice.notice().changes().contains(new GroupChange.LockedChanged(true)));
  }

  static Stream<Node> others() {
    Node device = Node.of("device").with("jid", ANA);
    return Stream.of(
        notification("mex", Jid.SERVER, Node.of("update")),
        notification("devices", ANA.bare()),
        devices(Node.of("add").children(Node.of("device"))),
        devices(Node.of("add").children(Node.of("device").with("jid", ANA.toString()))),
        devices(Node.of("add").children(Collections.nCopies(1001, device))),
        notification("devices", Jid.SERVER, operation("add")),
        notification("encrypt", ANA.bare(), Node.of("count")),
        notification("server_sync", Jid.SERVER, Node.of("collection")),
        notification(
            "server_sync",
            Jid.SERVER,
            Collections.nCopies(65, Node.of("collection").with("name", "x")).toArray(Node[]::new)),
        notification("picture", ANA.bare()),
        notification("picture", ANA.bare(), Node.of("set")),
        notification("status", ANA.bare()),
        notification("privacy_token", ANA.bare()),
        notification("privacy_token", ANA.bare(), Node.of("tokens")),
        notification(
            "privacy_token", ANA.bare(), Node.of("tokens").children(without(token(), "t"))),
        notification(
            "privacy_token", ANA.bare(), Node.of("tokens").children(token().children(token()))),
        notification("mediaretry", OWN.pn().bare(), rmr()),
        notification("mediaretry", OWN.pn().bare(), Node.of("error")),
        notification(
            "mediaretry", OWN.pn().bare(), Node.of("error"), rmr().with("from_me", "perhaps")),
        notification("mediaretry", OWN.pn().bare(), Node.of("error"), without(rmr(), "jid")),
        mediaAnswer().with("id", "a b"),
        notification(
            "mediaretry",
            OWN.pn().bare(),
            Node.of("encrypt")
                .children(
                    Node.of("enc_p").bytes(new byte[1]), Node.of("enc_iv").bytes(new byte[11])),
            rmr()));
  }

  @ParameterizedTest
  @MethodSource("others")
  void takesWhatItCannotReadForSomethingElse(Node node) {
    assertEquals(new Notice.Other(node.string("type").orElseThrow()), read(node));
  }
}
