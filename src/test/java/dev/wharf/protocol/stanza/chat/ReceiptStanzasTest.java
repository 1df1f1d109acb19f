package dev.wharf.protocol.stanza.chat;

import static dev.wharf.protocol.stanza.WireForm.assertWire;
import static dev.wharf.protocol.stanza.chat.Samples.ANA;
import static dev.wharf.protocol.stanza.chat.Samples.ANA_LID;
import static dev.wharf.protocol.stanza.chat.Samples.GROUP;
import static dev.wharf.protocol.stanza.chat.Samples.ID;
import static dev.wharf.protocol.stanza.chat.Samples.IDENTITY;
import static dev.wharf.protocol.stanza.chat.Samples.OWN;
import static dev.wharf.protocol.stanza.chat.Samples.PRE_KEY;
import static dev.wharf.protocol.stanza.chat.Samples.SIGNED;
import static dev.wharf.protocol.stanza.chat.Samples.inGroup;
import static dev.wharf.protocol.stanza.chat.Samples.incoming;
import static dev.wharf.protocol.stanza.chat.Samples.ownCopy;
import static dev.wharf.protocol.stanza.chat.Samples.peer;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.wharf.identity.Jid;
import dev.wharf.identity.MessageId;
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
import org.junit.jupiter.params.provider.MethodSource;

class ReceiptStanzasTest {

  private static final byte[] REGISTRATION = {0, 0, 0x12, 0x34};
  private static final Instant NOW = Instant.ofEpochSecond(Samples.T);

  private static Node receipt(Jid to) {
    return Node.of("receipt").with("id", "3EB0C0FFEE").with("to", to);
  }

  static Stream<Arguments> deliveries() {
    Node ownInGroup = inGroup().with("participant", OWN.lid().bare());
    Jid hosted = new Jid(ANA.user(), 99, Jid.HOSTED_SERVER);
    return Stream.of(
        arguments(incoming(), true, receipt(ANA)),
        arguments(incoming(), false, receipt(ANA).with("type", "inactive")),
        arguments(incoming().with("from", hosted), true, receipt(hosted)),
        arguments(inGroup(), true, receipt(GROUP).with("participant", ANA_LID)),
        arguments(
            inGroup(), false, receipt(GROUP).with("participant", ANA_LID).with("type", "inactive")),
        arguments(
            ownCopy(),
            false,
            receipt(OWN.lid().bare()).with("recipient", ANA_LID.bare()).with("type", "sender")),
        arguments(
            ownInGroup,
            true,
            receipt(GROUP).with("participant", OWN.lid().bare()).with("type", "sender")),
        arguments(peer(), true, receipt(OWN.pn().bare()).with("type", "peer_msg")),
        arguments(
            peer().with("recipient", OWN.pn().bare()),
            true,
            receipt(OWN.pn().bare()).with("recipient", OWN.pn().bare()).with("type", "peer_msg")));
  }

  @ParameterizedTest
  @MethodSource("deliveries")
  void saysThatAMessageArrived(Node message, boolean available, Node expected) {
    assertWire(expected, ReceiptStanzas.delivered(Envelope.parse(message, OWN), available));
  }

  @Test
  void saysThatTheHistoryWasTaken() {
    assertWire(
        receipt(OWN.pn().bare()).with("type", "hist_sync"),
        ReceiptStanzas.historySync(Envelope.parse(peer(), OWN).id(), OWN.pn()));
  }

  @Test
  void saysThatOneMessageWasRead() {
    assertWire(
        receipt(ANA.bare()).with("type", "read").with("t", Samples.T),
        ReceiptStanzas.read(ANA.bare(), Optional.empty(), List.of(ID), false, NOW));
  }

  @Test
  void saysThatSeveralWerePlayedInAGroup() {
    assertWire(
        receipt(GROUP)
            .with("type", "played")
            .with("participant", ANA_LID)
            .with("t", Samples.T)
            .children(
                Node.of("list")
                    .children(Node.of("item").with("id", "B"), Node.of("item").with("id", "C"))),
        ReceiptStanzas.read(
            GROUP,
            Optional.of(ANA_LID),
            List.of(ID, new MessageId("B"), new MessageId("C")),
            true,
            NOW));
  }

  @Test
  void keepsToItselfThatSomethingWasSeen() {
    assertEquals(
        Optional.of("read-self"),
        ReceiptStanzas.readUntold(ANA, Optional.empty(), List.of(ID), false, NOW).string("type"));
    assertEquals(
        Optional.of("played-self"),
        ReceiptStanzas.readUntold(ANA, Optional.empty(), List.of(ID), true, NOW).string("type"));
  }

  @Test
  void takesAsManyIdsAsTheServer() {
    List<MessageId> most = Collections.nCopies(256, ID);
    List<MessageId> tooMany = Collections.nCopies(257, ID);

    assertEquals(
        255,
        ReceiptStanzas.read(ANA, Optional.empty(), most, false, NOW)
            .child("list")
            .orElseThrow()
            .childList()
            .size());
    assertThrows(
        IllegalArgumentException.class,
        () -> ReceiptStanzas.read(ANA, Optional.empty(), tooMany, false, NOW));
    assertThrows(
        IllegalArgumentException.class,
        () -> ReceiptStanzas.read(ANA, Optional.empty(), List.of(), false, NOW));
  }

  /** messaging.md 20.1; the type comes after the address there as here. */
  @Test
  void asksAgainInTheBytesOfTheGoldenVector() {
    Envelope message =
        Envelope.parse(incoming().with("from", Jid.lid("123456789012345", 5)), otherOwn());

    assertEquals(
        "00f8080708fb053eb0c0ffee11f70105ff88123456789012345f04ec0bf802f809ec0b415508fb053eb0c0ffee"
            + "1aff0517000000005155f802adfc0400001234",
        WireForm.hex(ReceiptStanzas.retry(message, 1, 0, REGISTRATION, Optional.empty())));
  }

  @Test
  void asksAgainWithKeysAndReason() {
    var keys = new RetryKeys(IDENTITY.publicKey(), Optional.of(PRE_KEY), SIGNED, new byte[] {8});

    Node made =
        ReceiptStanzas.retry(Envelope.parse(inGroup(), OWN), 2, 7, REGISTRATION, Optional.of(keys));

    assertWire(
        receipt(GROUP)
            .with("participant", ANA_LID)
            .with("type", "retry")
            .children(
                Node.of("retry")
                    .with("count", "2")
                    .with("id", "3EB0C0FFEE")
                    .with("t", "1700000000")
                    .with("v", "1")
                    .with("error", "7"),
                Node.of("registration").bytes(REGISTRATION),
                Node.of("keys")
                    .children(
                        Node.of("type").bytes(new byte[] {5}),
                        Node.of("identity").bytes(IDENTITY.publicKey()),
                        Node.of("key")
                            .children(
                                Node.of("id").bytes(new byte[] {1, 2, 3}),
                                Node.of("value").bytes(PRE_KEY.keyPair().publicKey())),
                        Node.of("skey")
                            .children(
                                Node.of("id").bytes(new byte[] {0, 0, 7}),
                                Node.of("value").bytes(SIGNED.keyPair().publicKey()),
                                Node.of("signature").bytes(SIGNED.signature())),
                        Node.of("device-identity").bytes(new byte[] {8}))),
        made);
  }

  @Test
  void asksOurOwnDevicesAgain() {
    Node copy =
        ReceiptStanzas.retry(Envelope.parse(ownCopy(), OWN), 1, 0, REGISTRATION, Optional.empty());
    Node told =
        ReceiptStanzas.retry(
            Envelope.parse(Samples.without(peer(), "t"), OWN),
            1,
            0,
            REGISTRATION,
            Optional.empty());

    assertEquals(Optional.of(ANA_LID.bare()), copy.jid("recipient"));
    assertEquals(Optional.empty(), copy.string("category"));
    assertEquals(Optional.of("peer"), told.string("category"));
    assertEquals(Optional.of("0"), told.child("retry").orElseThrow().string("t"));
  }

  @Test
  void refusesARegistrationIdOfAnotherLength() {
    Envelope message = Envelope.parse(incoming(), OWN);

    assertThrows(
        IllegalArgumentException.class,
        () -> ReceiptStanzas.retry(message, 1, 0, new byte[3], Optional.empty()));
  }

  @Test
  void asksThePhoneForMedia() {
    var request = new Notice.Sealed(new byte[] {1}, new byte[12]);

    assertWire(
        receipt(OWN.pn().bare())
            .with("type", "server-error")
            .children(
                Node.of("encrypt")
                    .children(
                        Node.of("enc_p").bytes(new byte[] {1}),
                        Node.of("enc_iv").bytes(new byte[12])),
                Node.of("rmr")
                    .with("jid", GROUP)
                    .with("from_me", "false")
                    .with("participant", ANA_LID)),
        ReceiptStanzas.mediaRetry(ID, OWN.pn(), request, GROUP, false, Optional.of(ANA_LID)));
    assertEquals(
        Optional.of("true"),
        ReceiptStanzas.mediaRetry(ID, OWN.pn(), request, ANA.bare(), true, Optional.empty())
            .child("rmr")
            .orElseThrow()
            .string("from_me"));
  }

  private static Own otherOwn() {
    return new Own(Jid.phone("15550001111", 1), Jid.lid("555", 1));
  }
}
