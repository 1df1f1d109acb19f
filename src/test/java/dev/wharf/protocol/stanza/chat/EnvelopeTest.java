package dev.wharf.protocol.stanza.chat;

import static dev.wharf.protocol.stanza.chat.Samples.ANA;
import static dev.wharf.protocol.stanza.chat.Samples.ANA_LID;
import static dev.wharf.protocol.stanza.chat.Samples.GROUP;
import static dev.wharf.protocol.stanza.chat.Samples.ID;
import static dev.wharf.protocol.stanza.chat.Samples.OWN;
import static dev.wharf.protocol.stanza.chat.Samples.enc;
import static dev.wharf.protocol.stanza.chat.Samples.inGroup;
import static dev.wharf.protocol.stanza.chat.Samples.incoming;
import static dev.wharf.protocol.stanza.chat.Samples.ownCopy;
import static dev.wharf.protocol.stanza.chat.Samples.peer;
import static dev.wharf.protocol.stanza.chat.Samples.without;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.wharf.identity.Jid;
import dev.wharf.protocol.ProtocolFault.Kind;
import dev.wharf.protocol.ProtocolFaults;
import dev.wharf.protocol.node.Node;
import dev.wharf.protocol.stanza.WireForm;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class EnvelopeTest {

  private static final Jid STATUS = Jid.of("status", "broadcast");
  private static final Jid CHANNEL = Jid.of("120363111111111111", "newsletter");

  private static Envelope parse(Node node) {
    return Envelope.parse(WireForm.assertSurvives(node), OWN);
  }

  @Test
  void readsAMessageOfAPerson() {
    Envelope envelope = parse(incoming());

    assertEquals(ID, envelope.id());
    assertEquals(ANA.bare(), envelope.chat());
    assertEquals(ANA, envelope.sender());
    assertEquals(Optional.of(ANA_LID), envelope.senderOther());
    assertEquals(Optional.of(ANA_LID.bare()), envelope.chatOther());
    assertFalse(envelope.fromMe());
    assertEquals(Optional.of(Instant.ofEpochSecond(Samples.T)), envelope.at());
    assertEquals(Optional.of("Ana"), envelope.pushName());
    assertEquals(Optional.of("text"), envelope.type());
    assertFalse(envelope.isShared());
    assertFalse(envelope.offline());
    assertEquals(incoming(), envelope.node());
  }

  @Test
  void readsAMessageOfAHiddenAddress() {
    Envelope envelope =
        parse(
            without(incoming(), "sender_lid").with("from", ANA_LID).with("sender_pn", ANA.bare()));

    assertEquals(ANA_LID, envelope.sender());
    assertEquals(Optional.of(ANA), envelope.senderOther());
    assertEquals(Optional.of(ANA.bare()), envelope.chatOther());
  }

  @Test
  void readsWhatAnOwnDeviceSent() {
    Envelope envelope = parse(ownCopy());

    assertTrue(envelope.fromMe());
    assertEquals(ANA_LID.bare(), envelope.chat());
    assertEquals(Optional.of(ANA.bare()), envelope.chatOther());
    assertEquals(OWN.lid().bare(), envelope.sender());
    assertEquals(Optional.of(OWN.pn().bare()), envelope.senderOther());
  }

  @Test
  void takesTheNameOfTheRecipientFromEitherAttribute() {
    Node node = without(ownCopy(), "peer_recipient_pn").with("recipient_pn", ANA.bare());

    assertEquals(Optional.of(ANA.bare()), parse(node).chatOther());
    assertEquals(Optional.empty(), parse(without(node, "recipient_pn")).chatOther());
  }

  @Test
  void readsWhatWeSayToOurselves() {
    Envelope note = parse(ownCopy().with("recipient", OWN.lid().bare()));

    assertTrue(note.fromMe());
    assertEquals(OWN.lid().bare(), note.chat());
    assertEquals(Optional.of(OWN.pn().bare()), note.chatOther());
    assertFalse(note.peer());
  }

  @Test
  void readsWhatThePhoneTellsThisDevice() {
    Envelope envelope = parse(peer());

    assertTrue(envelope.peer());
    assertTrue(envelope.fromMe());
    assertEquals(OWN.pn().bare(), envelope.chat());
    assertEquals(Optional.of(OWN.lid().bare()), envelope.chatOther());
  }

  @Test
  void believesNobodyElseToBeOurPhone() {
    assertFalse(parse(incoming().with("category", "peer")).peer());
  }

  @Test
  void readsAMessageInAGroup() {
    Envelope envelope = parse(inGroup().with("offline", "3").with("edit", "1"));

    assertEquals(GROUP, envelope.chat());
    assertEquals(ANA_LID, envelope.sender());
    assertEquals(Optional.of(ANA), envelope.senderOther());
    assertEquals(Optional.empty(), envelope.chatOther());
    assertEquals(Optional.of("lid"), envelope.addressingMode());
    assertEquals(Optional.of("1"), envelope.edit());
    assertTrue(envelope.isShared());
    assertTrue(envelope.offline());
    assertEquals(
        List.of(Envelope.Kind.PRE_KEY, Envelope.Kind.GROUP),
        envelope.ciphers().stream().map(Envelope.Cipher::kind).toList());
  }

  @Test
  void knowsOurOwnMessageInAGroup() {
    Envelope envelope =
        parse(inGroup().with("participant", OWN.lid().bare()).with("participant_pn", ANA.bare()));

    assertTrue(envelope.fromMe());
    assertEquals(Optional.of(OWN.pn().bare()), envelope.senderOther());
  }

  @Test
  void readsStoriesAndChannels() {
    Envelope story = parse(inGroup().with("from", STATUS));
    Envelope post = parse(incoming().with("from", CHANNEL));

    assertEquals(STATUS, story.chat());
    assertTrue(story.isShared());
    assertEquals(CHANNEL, post.chat());
    assertEquals(CHANNEL, post.sender());
    assertTrue(post.isOfChannel());
    assertFalse(story.isOfChannel());
  }

  @Test
  void namesADeviceInTheCloudPlainly() {
    Envelope envelope = parse(incoming().with("from", new Jid(ANA.user(), 99, Jid.HOSTED_SERVER)));

    assertEquals(Jid.phone(ANA.user(), 99), envelope.sender());
    assertEquals(Optional.of(Jid.lid(ANA_LID.user(), 99)), envelope.senderOther());
  }

  @Test
  void doesNotBelieveThatSomebodyElseIsUs() {
    assertEquals(
        Optional.empty(), parse(incoming().with("sender_lid", OWN.lid().bare())).senderOther());
    assertEquals(
        Optional.empty(),
        parse(incoming().with("from", ANA_LID).with("sender_pn", OWN.pn().bare())).senderOther());
  }

  static Stream<Node> oddHints() {
    return Stream.of(
        incoming().with("sender_lid", ANA_LID.bare().toString()),
        incoming().with("sender_lid", ANA),
        incoming().with("sender_lid", Jid.of("", Jid.LID_SERVER)),
        without(incoming(), "sender_lid").with("sender_pn", ANA),
        incoming().with("from", Jid.of("867051314767696", "bot")));
  }

  @ParameterizedTest
  @MethodSource("oddHints")
  void ignoresAnOddHint(Node node) {
    assertEquals(Optional.empty(), parse(node).senderOther());
  }

  @Test
  void readsCiphers() {
    Node node =
        incoming()
            .children(
                enc("msg")
                    .with("mediatype", "image")
                    .with("decrypt-fail", "hide")
                    .with("count", "2"),
                enc("msmsg"),
                enc("msg").with("v", "3"),
                without(enc("skmsg"), "v"),
                Node.of("device-identity").bytes(new byte[] {7}));

    Envelope envelope = parse(node);

    Envelope.Cipher first = envelope.ciphers().getFirst();
    assertEquals(Envelope.Kind.MESSAGE, first.kind());
    assertArrayEquals(new byte[] {9}, first.bytes());
    assertEquals(Optional.of("image"), first.mediaType());
    assertTrue(first.hidden());
    assertEquals(2, first.count());
    assertEquals(
        List.of(
            Envelope.Kind.MESSAGE, Envelope.Kind.OTHER, Envelope.Kind.OTHER, Envelope.Kind.GROUP),
        envelope.ciphers().stream().map(Envelope.Cipher::kind).toList());
    assertArrayEquals(new byte[] {7}, envelope.deviceIdentity().orElseThrow());
  }

  @ParameterizedTest
  @CsvSource({"view_once_unavailable_fanout, view_once_unavailable_fanout", ",''"})
  void readsThatThereIsNothingToOpen(String type, String expected) {
    Node unavailable = Node.of("unavailable");

    Envelope envelope =
        parse(incoming().children(type == null ? unavailable : unavailable.with("type", type)));

    assertEquals(Optional.of(expected), envelope.unavailable());
    assertEquals(List.of(), envelope.ciphers());
    assertEquals(Optional.empty(), envelope.deviceIdentity());
  }

  @Test
  void takesOddExtrasForNone() {
    Envelope envelope = parse(incoming().with("t", "soon").with("notify", "").with("edit", ""));

    assertEquals(Optional.empty(), envelope.at());
    assertEquals(Optional.empty(), envelope.pushName());
    assertEquals(Optional.empty(), envelope.edit());
  }

  static Stream<Arguments> malformed() {
    return Stream.of(
        arguments(without(incoming(), "id"), Kind.MISSING, "message@id"),
        arguments(incoming().with("id", ""), Kind.MALFORMED, "message@id"),
        arguments(incoming().with("id", "x".repeat(129)), Kind.MALFORMED, "message@id"),
        arguments(without(incoming(), "from"), Kind.MISSING, "message@from"),
        arguments(incoming().with("from", ANA.toString()), Kind.MALFORMED, "message@from"),
        arguments(incoming().with("from", Jid.SERVER), Kind.MALFORMED, "message@from"),
        arguments(incoming().with("from", Jid.of("1", "call")), Kind.MALFORMED, "message@from"),
        arguments(incoming().with("recipient", ANA.bare()), Kind.MALFORMED, "message@recipient"),
        arguments(incoming().with("recipient", "x"), Kind.MALFORMED, "message@recipient"),
        arguments(ownCopy().with("recipient", "x"), Kind.MALFORMED, "message@recipient"),
        arguments(ownCopy().with("recipient", Jid.SERVER), Kind.MALFORMED, "message@recipient"),
        arguments(without(inGroup(), "participant"), Kind.MISSING, "message@participant"),
        arguments(
            inGroup().with("participant", ANA.toString()), Kind.MALFORMED, "message@participant"),
        arguments(inGroup().with("participant", Jid.SERVER), Kind.MALFORMED, "message@participant"),
        arguments(
            incoming().children(Node.of("enc").with("type", "msg")), Kind.MISSING, "enc/#bytes"),
        arguments(incoming().children(Node.of("enc").bytes(new byte[1])), Kind.MISSING, "enc@type"),
        arguments(
            incoming().children(Collections.nCopies(17, enc("msg"))),
            Kind.TOO_LARGE,
            "message/enc"));
  }

  @ParameterizedTest
  @MethodSource("malformed")
  void refusesWhatItCannotDoWithout(Node node, Kind kind, String path) {
    ProtocolFaults.assertFault(kind, path, () -> Envelope.parse(node, OWN));
  }
}
