package dev.wharf.protocol.stanza.chat;

import static dev.wharf.protocol.ProtocolFaults.assertFault;
import static dev.wharf.protocol.stanza.WireForm.assertWire;
import static dev.wharf.protocol.stanza.chat.Samples.ANA;
import static dev.wharf.protocol.stanza.chat.Samples.ANA_LID;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.wharf.identity.Jid;
import dev.wharf.identity.PhoneNumber;
import dev.wharf.protocol.ProtocolFault.Kind;
import dev.wharf.protocol.node.Node;
import dev.wharf.protocol.stanza.IqError;
import dev.wharf.protocol.stanza.WireForm;
import dev.wharf.protocol.stanza.chat.Usync.OnWhatsApp;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class UsyncTest {

  private static final Node LID = Node.of("lid").with("val", ANA_LID.bare());

  static Node reply(Node... users) {
    return Node.of("iq")
        .with("type", "result")
        .with("id", "7")
        .children(Node.of("usync").with("sid", "7").children(Node.of("list").children(users)));
  }

  static Node devices(Node... devices) {
    return Node.of("devices")
        .children(Node.of("device-list").with("hash", "2:abcdefgh").children(devices));
  }

  static Node device(int id) {
    return Node.of("device").with("id", id);
  }

  static Node contact(String type, String query) {
    return Node.of("contact").with("type", type).text(query);
  }

  private static Node ask(String context, List<Node> about, Node... users) {
    return Node.of("iq")
        .with("id", "7")
        .with("to", Jid.SERVER)
        .with("type", "get")
        .with("xmlns", "usync")
        .children(
            Node.of("usync")
                .with("sid", "7")
                .with("mode", "query")
                .with("last", "true")
                .with("index", "0")
                .with("context", context)
                .children(Node.of("query").children(about), Node.of("list").children(users)));
  }

  @Test
  void asksForDevices() {
    assertWire(
        ask(
            "message",
            List.of(Node.of("devices").with("version", "2"), Node.of("lid")),
            Node.of("user").with("jid", ANA.bare()),
            Node.of("user").with("jid", ANA_LID.bare())),
        Usync.devices("7", List.of(ANA, ANA_LID.bare())));
  }

  @Test
  void readsDevicesAsTheyAreAddressed() {
    Node reply =
        reply(
            Node.of("user")
                .with("jid", ANA.bare())
                .children(
                    devices(
                        device(0),
                        device(33).with("key-index", "1"),
                        device(99).with("key-index", "2"),
                        device(7).with("is_hosted", "true")),
                    LID));

    Usync.DeviceLists lists = Usync.devices(WireForm.assertSurvives(reply));

    assertEquals(
        Map.of(
            ANA.bare(),
            List.of(
                ANA.bare(),
                ANA,
                new Jid(ANA.user(), 99, Jid.HOSTED_SERVER),
                new Jid(ANA.user(), 7, Jid.HOSTED_SERVER))),
        lists.devices());
    assertEquals(Map.of(ANA.bare(), ANA_LID.bare()), lists.lids());
    assertEquals(Map.of(ANA.bare(), "2:abcdefgh"), lists.hashes());
  }

  @Test
  void readsDevicesOfAHiddenAddress() {
    Node user =
        Node.of("user")
            .with("jid", ANA_LID.bare())
            .with("pn_jid", ANA.bare())
            .children(devices(device(0), device(99)), LID);

    Usync.DeviceLists lists = Usync.devices(reply(user));

    assertEquals(
        List.of(ANA_LID.bare(), new Jid(ANA_LID.user(), 99, Jid.HOSTED_LID_SERVER)),
        lists.devices().get(ANA_LID.bare()));
    assertEquals(Map.of(ANA.bare(), ANA_LID.bare()), lists.lids());
  }

  static Stream<Node> silent() {
    Node user = Node.of("user").with("jid", ANA.bare());
    return Stream.of(
        user,
        user.children(Node.of("devices")),
        user.children(
            Node.of("devices").children(Node.of("error").with("code", "404")),
            Node.of("lid").with("val", ANA_LID.toString())),
        user.children(Node.of("lid")),
        user.children(Node.of("lid").with("val", ANA)));
  }

  @ParameterizedTest
  @MethodSource("silent")
  void leavesOutWhomTheServerIsSilentAbout(Node user) {
    Usync.DeviceLists lists = Usync.devices(reply(user));

    assertEquals(Map.of(), lists.devices());
    assertEquals(Map.of(), lists.lids());
    assertEquals(Map.of(), lists.hashes());
  }

  @Test
  void asksWhoIsOnWhatsApp() {
    assertWire(
        ask(
            "interactive",
            List.of(Node.of("contact"), Node.of("lid")),
            Node.of("user").children(Node.of("contact").text("+15551234567"))),
        Usync.contacts("7", List.of(new PhoneNumber("15551234567"))));
  }

  static Stream<Arguments> contacts() {
    Node user = Node.of("user").with("jid", ANA.bare());
    return Stream.of(
        arguments(
            user.children(contact("in", "+15551234567"), LID),
            List.of(known("+15551234567", ANA_LID.bare()))),
        arguments(
            user.children(contact("in", "+1 555 1234567")), List.of(known("+1 555 1234567", null))),
        arguments(
            Node.of("user")
                .with("jid", ANA_LID)
                .with("pn_jid", ANA)
                .children(contact("in", "+15551234567")),
            List.of(known("+15551234567", ANA_LID.bare()))),
        arguments(
            user.children(Node.of("contact").with("type", "in")),
            List.of(known("15551234567", null))),
        arguments(
            user.children(contact("out", "+15551234567"), LID), List.of(unknown("+15551234567"))),
        arguments(
            Node.of("user").children(contact("out", "+15551234567")),
            List.of(unknown("+15551234567"))),
        arguments(
            Node.of("user").children(contact("in", "+15551234567")),
            List.of(unknown("+15551234567"))),
        arguments(
            Node.of("user").with("jid", "x").children(contact("in", "+1555")),
            List.of(unknown("+1555"))),
        arguments(Node.of("user").children(Node.of("contact").with("type", "out")), List.of()),
        arguments(user, List.of()));
  }

  @ParameterizedTest
  @MethodSource("contacts")
  void readsWhoIsOnWhatsApp(Node user, List<OnWhatsApp> expected) {
    assertEquals(expected, Usync.contacts(WireForm.assertSurvives(reply(user))));
  }

  @Test
  void readsARefusalWithinAnAnswer() {
    Node error = Node.of("error").with("code", "429").with("backoff", "30");
    Node refused =
        Node.of("iq")
            .children(
                Node.of("usync")
                    .children(
                        Node.of("result")
                            .children(Node.of("lid"), Node.of("devices").children(error))));

    assertEquals(Optional.of(new IqError(429, "", OptionalLong.of(30))), Usync.refusal(refused));
    assertEquals(Optional.empty(), Usync.refusal(reply()));
    assertEquals(
        Optional.empty(),
        Usync.refusal(
            Node.of("iq")
                .children(
                    Node.of("usync").children(Node.of("result").children(Node.of("devices"))))));
  }

  static Stream<Arguments> malformed() {
    Node user = Node.of("user").with("jid", ANA.bare());
    return Stream.of(
        arguments(Node.of("iq"), Kind.MISSING, "iq/usync"),
        arguments(Node.of("iq").children(Node.of("usync")), Kind.MISSING, "iq/usync/list"),
        arguments(reply(Node.of("user")), Kind.MISSING, "user@jid"),
        arguments(reply(Node.of("user").with("jid", "x")), Kind.MALFORMED, "user@jid"),
        arguments(reply(user.children(devices(Node.of("device")))), Kind.MISSING, "device@id"),
        arguments(reply(user.children(devices(device(256)))), Kind.MALFORMED, "device@id"),
        arguments(reply(user.children(devices(device(-1)))), Kind.MALFORMED, "device@id"),
        arguments(
            reply(user.children(devices(Node.of("device").with("id", "x")))),
            Kind.MALFORMED,
            "device@id"),
        arguments(
            reply(
                user.children(devices(Collections.nCopies(1001, device(1)).toArray(Node[]::new)))),
            Kind.TOO_LARGE,
            "device-list"),
        arguments(
            reply(Collections.nCopies(20_001, user).toArray(Node[]::new)),
            Kind.TOO_LARGE,
            "iq/usync/list"));
  }

  @ParameterizedTest
  @MethodSource("malformed")
  void refusesWhatItCannotDoWithout(Node node, Kind kind, String path) {
    assertFault(kind, path, () -> Usync.devices(node));
  }

  private static OnWhatsApp known(String query, Jid lid) {
    return new OnWhatsApp(query, true, Optional.of(ANA.bare()), Optional.ofNullable(lid));
  }

  private static OnWhatsApp unknown(String query) {
    return new OnWhatsApp(query, false, Optional.empty(), Optional.empty());
  }
}
