package dev.wharf.protocol.stanza.chat;

import static dev.wharf.protocol.stanza.WireForm.assertWire;
import static dev.wharf.protocol.stanza.chat.Samples.ANA;
import static dev.wharf.protocol.stanza.chat.Samples.ANA_LID;
import static dev.wharf.protocol.stanza.chat.Samples.GROUP;
import static dev.wharf.protocol.stanza.chat.Samples.ID;
import static dev.wharf.protocol.stanza.chat.Samples.OWN;
import static dev.wharf.protocol.stanza.chat.Samples.message;
import static dev.wharf.protocol.stanza.chat.Samples.preKeyMessage;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wharf.identity.Jid;
import dev.wharf.identity.MessageId;
import dev.wharf.protocol.node.Node;
import dev.wharf.protocol.stanza.WireForm;
import dev.wharf.protocol.stanza.chat.Messages.Copy;
import dev.wharf.protocol.stanza.chat.Messages.Extras;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MessagesTest {

  private static final Optional<byte[]> PROOF = Optional.of(new byte[] {8});
  private static final Node PROOF_NODE = Node.of("device-identity").bytes(new byte[] {8});
  private static final Shape IMAGE =
      new Shape("media", Optional.empty(), Optional.of("image"), false);
  private static final Shape EDIT = new Shape("text", Optional.of("1"), Optional.empty(), true);

  @Test
  void addressesEveryDeviceOfAPerson() {
    Node made =
        Messages.toPerson(
            ID,
            ANA_LID,
            IMAGE,
            List.of(new Copy(ANA_LID, preKeyMessage()), new Copy(OWN.lid().bare(), message())),
            PROOF,
            Extras.NONE);

    assertWire(
        Node.of("message")
            .with("to", ANA_LID.bare())
            .with("id", "3EB0C0FFEE")
            .with("type", "media")
            .children(
                Node.of("participants")
                    .children(
                        to(ANA_LID, enc("pkmsg", 1, 2).with("mediatype", "image")),
                        to(OWN.lid().bare(), enc("msg", 3, 4).with("mediatype", "image"))),
                PROOF_NODE),
        made);
  }

  @Test
  void provesTheDeviceOnlyWhereARatchetBegins() {
    Node made =
        Messages.toPerson(
            ID, ANA, Shape.TEXT, List.of(new Copy(ANA, message())), PROOF, Extras.NONE);

    assertEquals(List.of("participants"), made.childList().stream().map(Node::tag).toList());
  }

  @Test
  void takesExtrasAlong() {
    var token = new PrivacyToken(new byte[] {5}, Instant.ofEpochSecond(Samples.T));

    Node made =
        Messages.toPerson(
            ID,
            ANA_LID,
            EDIT,
            List.of(new Copy(ANA_LID, message())),
            PROOF,
            new Extras(Optional.of(ANA), Optional.of(token)));

    assertWire(
        Node.of("message")
            .with("to", ANA_LID.bare())
            .with("id", "3EB0C0FFEE")
            .with("type", "text")
            .with("edit", "1")
            .with("peer_recipient_pn", ANA.bare())
            .children(
                Node.of("participants")
                    .children(to(ANA_LID, enc("msg", 3, 4).with("decrypt-fail", "hide"))),
                Node.of("tctoken").with("t", Samples.T).bytes(new byte[] {5})),
        made);
  }

  /** messaging.md 5.4. */
  @ParameterizedTest
  @CsvSource({
    "poll, false, polltype, creation",
    "poll, true, polltype, vote",
    "event, false, event_type, creation",
    "event, true, event_type, response"
  })
  void pollsAndEventsAndWhatIsAboutThemSaySo(
      String type, boolean hidden, String key, String value) {
    var shape = new Shape(type, Optional.empty(), Optional.empty(), hidden);
    var copies = List.of(new Copy(ANA, message()));
    Node meta = Node.of("meta").with(key, value);

    Node toPerson = Messages.toPerson(ID, ANA, shape, copies, PROOF, Extras.NONE);
    Node toGroup =
        Messages.toGroup(ID, GROUP, shape, "lid", Optional.empty(), copies, new byte[] {1}, PROOF);

    assertEquals(Optional.of(meta), toPerson.child("meta"));
    assertEquals(Optional.of(meta), toGroup.child("meta"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"text", "media", "reaction"})
  void nothingElseHasMeta(String type) {
    var shape = new Shape(type, Optional.of("1"), Optional.empty(), true);
    Node made =
        Messages.toPerson(ID, ANA, shape, List.of(new Copy(ANA, message())), PROOF, Extras.NONE);
    assertTrue(made.child("meta").isEmpty());
  }

  @Test
  void refusesAMessageToNobody() {
    assertThrows(
        IllegalArgumentException.class,
        () -> Messages.toPerson(ID, ANA, Shape.TEXT, List.of(), PROOF, Extras.NONE));
  }

  /** messaging.md 20.1. */
  @Test
  void writesTheBytesOfTheGoldenVector() {
    Node made =
        Messages.toPerson(
            new MessageId("AB"),
            GROUP,
            Shape.TEXT,
            List.of(new Copy(new Jid("15550001111", 99, Jid.HOSTED_SERVER), preKeyMessage())),
            Optional.empty(),
            Extras.NONE);

    assertEquals(
        "00f8081311faff091203630000000000011c08fb01ab0438f801f8026bf801f804110cf78063ff8615550001111"
            + "ff801f8061d51450453fc020102",
        WireForm.hex(made));
  }

  @Test
  void givesTheGroupItsCipherAndNewcomersTheKey() {
    Node made =
        Messages.toGroup(
            ID,
            GROUP,
            IMAGE,
            "lid",
            Optional.of("2:abcdefgh"),
            List.of(new Copy(ANA_LID, preKeyMessage())),
            new byte[] {6},
            PROOF);

    assertWire(
        Node.of("message")
            .with("to", GROUP)
            .with("id", "3EB0C0FFEE")
            .with("type", "media")
            .with("addressing_mode", "lid")
            .with("phash", "2:abcdefgh")
            .children(
                Node.of("participants").children(to(ANA_LID, enc("pkmsg", 1, 2))),
                PROOF_NODE,
                enc("skmsg", 6).with("mediatype", "image")),
        made);
  }

  @Test
  void givesTheGroupTheCipherAloneIfAllHaveTheKey() {
    Node made =
        Messages.toGroup(ID, GROUP, EDIT, "pn", Optional.empty(), List.of(), new byte[] {6}, PROOF);

    assertWire(
        Node.of("message")
            .with("to", GROUP)
            .with("id", "3EB0C0FFEE")
            .with("type", "text")
            .with("edit", "1")
            .with("addressing_mode", "pn")
            .children(enc("skmsg", 6).with("decrypt-fail", "hide")),
        made);
  }

  @Test
  void sendsAgainToOneDeviceWithoutParticipants() {
    Node toPerson =
        Messages.again(
            ID,
            ANA,
            Optional.empty(),
            Optional.empty(),
            Shape.TEXT,
            new Copy(ANA, preKeyMessage()),
            2,
            PROOF);

    assertWire(
        Node.of("message")
            .with("to", ANA)
            .with("id", "3EB0C0FFEE")
            .with("type", "text")
            .with("device_fanout", "false")
            .children(enc("pkmsg", 1, 2).with("count", "2"), PROOF_NODE),
        toPerson);
  }

  @Test
  void sendsAgainIntoAGroupAndToAnOwnDevice() {
    Node inGroup =
        Messages.again(
            ID,
            GROUP,
            Optional.of(ANA_LID),
            Optional.empty(),
            Shape.TEXT,
            new Copy(ANA_LID, message()),
            1,
            PROOF);
    Node toSelf =
        Messages.again(
            ID,
            OWN.pn().bare(),
            Optional.empty(),
            Optional.of(ANA.bare()),
            Shape.TEXT,
            new Copy(OWN.pn().bare(), message()),
            1,
            PROOF);

    assertWire(
        Node.of("message")
            .with("to", GROUP)
            .with("id", "3EB0C0FFEE")
            .with("type", "text")
            .with("participant", ANA_LID)
            .children(enc("msg", 3, 4).with("count", "1")),
        inGroup);
    assertEquals(Optional.of(ANA.bare()), toSelf.jid("recipient"));
  }

  @Test
  void tellsTheOwnPhone() {
    Node made = Messages.peer(ID, OWN.pn(), new Copy(OWN.pn().bare(), preKeyMessage()), PROOF);

    assertWire(
        Node.of("message")
            .with("to", OWN.pn().bare())
            .with("id", "3EB0C0FFEE")
            .with("type", "text")
            .with("category", "peer")
            .with("push_priority", "high")
            .children(Node.of("meta").with("appdata", "default"), enc("pkmsg", 1, 2), PROOF_NODE),
        made);
  }

  private static Node to(Jid device, Node enc) {
    return Node.of("to").with("jid", device).children(enc);
  }

  private static Node enc(String type, int... bytes) {
    byte[] content = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      content[i] = (byte) bytes[i];
    }
    return Node.of("enc").with("v", "2").with("type", type).bytes(content);
  }
}
