package dev.wharf.protocol.stanza.chat;

import static dev.wharf.protocol.ProtocolFaults.assertFault;
import static dev.wharf.protocol.stanza.chat.Samples.ANA;
import static dev.wharf.protocol.stanza.chat.Samples.ANA_LID;
import static dev.wharf.protocol.stanza.chat.Samples.GROUP;
import static dev.wharf.protocol.stanza.chat.Samples.ID;
import static dev.wharf.protocol.stanza.chat.Samples.IDENTITY;
import static dev.wharf.protocol.stanza.chat.Samples.OWN;
import static dev.wharf.protocol.stanza.chat.Samples.replacing;
import static dev.wharf.protocol.stanza.chat.Samples.without;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.wharf.identity.Jid;
import dev.wharf.identity.MessageId;
import dev.wharf.protocol.ProtocolFault.Kind;
import dev.wharf.protocol.node.Node;
import dev.wharf.protocol.pairing.AdvScheme;
import dev.wharf.protocol.stanza.WireForm;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class IncomingReceiptTest {

  private static final Node RECEIPT =
      Node.of("receipt").with("from", ANA).with("id", ID.value()).with("t", Samples.T);
  private static final Instant AT = Instant.ofEpochSecond(Samples.T);

  static Node retry() {
    return RECEIPT
        .with("type", "retry")
        .children(
            Node.of("retry").with("count", "2").with("id", ID.value()).with("v", "1"),
            Node.of("registration").bytes(new byte[] {0, 0, 0x12, 0x34}),
            Samples.keys("keys"));
  }

  static Node grouped() {
    return without(RECEIPT, "participant")
        .with("from", GROUP)
        .with("type", "read")
        .children(
            Node.of("participants")
                .with("key", "A")
                .children(
                    Node.of("user").with("jid", ANA_LID.bare()).with("t", Samples.T),
                    Node.of("user").with("jid", Jid.lid("77", 0))));
  }

  private static IncomingReceipt parse(Node node) {
    return IncomingReceipt.parse(WireForm.assertSurvives(node), OWN);
  }

  @Test
  void readsThatADeviceHasIt() {
    IncomingReceipt receipt = parse(RECEIPT);

    assertEquals(
        new IncomingReceipt(
            ANA.bare(),
            ANA,
            Optional.empty(),
            Optional.empty(),
            IncomingReceipt.Kind.DELIVERED,
            List.of(ID),
            Optional.of(AT),
            List.of(),
            Optional.empty()),
        receipt);
    assertEquals(ANA, receipt.by());
  }

  @ParameterizedTest
  @CsvSource({
    "'', DELIVERED",
    "inactive, INACTIVE",
    "sender, SENDER",
    "read, READ",
    "read-self, READ_SELF",
    "played, PLAYED",
    "played-self, PLAYED_SELF",
    "server-error, SERVER_ERROR",
    "peer_msg, PEER",
    "hist_sync, HISTORY",
    "enc_rekey_retry, OTHER"
  })
  void knowsItsKind(String type, IncomingReceipt.Kind kind) {
    assertEquals(kind, parse(RECEIPT.with("type", type)).kind());
  }

  @Test
  void readsSeveralIdsOnce() {
    Node node =
        RECEIPT
            .with("type", "read")
            .children(
                Node.of("list")
                    .children(
                        Node.of("item").with("id", "B"),
                        Node.of("item").with("id", "C"),
                        Node.of("item").with("id", ID.value())));

    assertEquals(List.of(ID, new MessageId("B"), new MessageId("C")), parse(node).ids());
  }

  @Test
  void readsAReceiptInAGroup() {
    IncomingReceipt receipt = parse(RECEIPT.with("from", GROUP).with("participant", ANA_LID));

    assertEquals(GROUP, receipt.chat());
    assertEquals(ANA_LID, receipt.by());
  }

  @Test
  void readsWhatAnOwnDeviceReadAndWhere() {
    IncomingReceipt receipt =
        parse(
            RECEIPT
                .with("from", OWN.lid().bare())
                .with("recipient", ANA_LID.bare())
                .with("type", "read-self"));

    assertEquals(ANA_LID.bare(), receipt.chat());
    assertEquals(Optional.of(ANA_LID.bare()), receipt.recipient());
    assertEquals(OWN.lid().bare(), receipt.by());
  }

  @Test
  void letsNobodyElseNameTheChat() {
    Node node = RECEIPT.with("recipient", Jid.lid("77", 0));

    assertFault(Kind.MALFORMED, "receipt@recipient", () -> IncomingReceipt.parse(node, OWN));
    assertEquals(Jid.lid("77", 0), IncomingReceipt.parse(node).chat());
  }

  @Test
  void keepsTheGroupAsChatWhateverTheRecipient() {
    assertEquals(
        GROUP,
        parse(RECEIPT.with("from", GROUP).with("participant", ANA).with("recipient", ANA.bare()))
            .chat());
  }

  @Test
  void readsTheReceiptsOfSeveralPeople() {
    IncomingReceipt receipt = parse(grouped());

    assertEquals(List.of(new MessageId("A")), receipt.ids());
    assertEquals(
        List.of(
            new IncomingReceipt.Reader(ANA_LID.bare(), Optional.of(AT), new MessageId("A")),
            new IncomingReceipt.Reader(Jid.lid("77", 0), Optional.empty(), new MessageId("A"))),
        receipt.readers());
  }

  @Test
  void readsThatADeviceWantsItAgain() {
    IncomingReceipt receipt = parse(retry());

    assertEquals(IncomingReceipt.Kind.RETRY, receipt.kind());
    IncomingReceipt.Retry retry = receipt.retry().orElseThrow();
    assertEquals(2, retry.count());
    assertEquals(ID, retry.id());
    assertEquals(0, retry.reason());
    assertEquals(0x1234, retry.registrationId());
    var keys = retry.keys().orElseThrow();
    assertTrue(keys.isSigned());
    assertArrayEquals(IDENTITY.publicKey(), keys.identity().bytes());
    assertEquals(0x010203, keys.oneTimePreKey().orElseThrow().id());
    assertEquals(7, keys.signedPreKey().id());
    assertEquals(0x1234, keys.registrationId());
  }

  @Test
  void readsARetryWithoutKeys() {
    Node node = replacing(retry(), "keys");
    Node wrong =
        replacing(
            node, "retry", Node.of("retry").with("count", "1").with("id", "B").with("error", "4"));

    assertEquals(Optional.empty(), parse(node).retry().orElseThrow().keys());
    assertEquals(4, parse(wrong).retry().orElseThrow().reason());
  }

  @Test
  void takesTheKeysOfADeviceThatProvesItself() {
    byte[] proof = Samples.proof(AdvScheme.E2EE, AdvScheme.E2EE).build().toByteArray();
    byte[] forged = proof.clone();
    forged[forged.length - 3] ^= 1;

    assertTrue(parse(proven(proof)).retry().orElseThrow().keys().isPresent());
    assertFault(Kind.FORGED, "keys/device-identity", () -> IncomingReceipt.parse(proven(forged)));
  }

  @Test
  void readsWhatWeSend() {
    Envelope message = Envelope.parse(Samples.incoming(), OWN);
    var keys =
        new RetryKeys(
            IDENTITY.publicKey(),
            Optional.of(Samples.PRE_KEY),
            Samples.SIGNED,
            Samples.proof(AdvScheme.E2EE, AdvScheme.E2EE).build().toByteArray());
    Node sent =
        ReceiptStanzas.retry(message, 2, 0, new byte[] {0, 0, 0x12, 0x34}, Optional.of(keys));

    assertEquals(
        parse(retry()).retry().orElseThrow().keys().orElseThrow().identity(),
        parse(sent.with("from", ANA)).retry().orElseThrow().keys().orElseThrow().identity());
  }

  static Stream<Arguments> malformed() {
    Node keys = Samples.keys("keys");
    Node skey = KeyNodes.signedPreKey(Samples.SIGNED);
    return Stream.of(
        arguments(without(RECEIPT, "from"), Kind.MISSING, "receipt@from"),
        arguments(RECEIPT.with("from", "x"), Kind.MALFORMED, "receipt@from"),
        arguments(RECEIPT.with("from", Jid.SERVER), Kind.MALFORMED, "receipt@from"),
        arguments(without(RECEIPT, "id"), Kind.MISSING, "receipt@id"),
        arguments(RECEIPT.with("id", " "), Kind.MALFORMED, "receipt@id"),
        arguments(RECEIPT.with("participant", "x"), Kind.MALFORMED, "receipt@participant"),
        arguments(RECEIPT.with("recipient", "x"), Kind.MALFORMED, "receipt@recipient"),
        arguments(list(Node.of("item")), Kind.MISSING, "item@id"),
        arguments(
            list(Collections.nCopies(4097, Node.of("item").with("id", "B")).toArray(Node[]::new)),
            Kind.TOO_LARGE,
            "receipt/list"),
        arguments(
            RECEIPT.children(items(0, 3000), items(3000, 6000)), Kind.TOO_LARGE, "receipt/list"),
        arguments(
            RECEIPT.children(Node.of("participants").children(Node.of("user"))),
            Kind.MISSING,
            "participants@key"),
        arguments(
            RECEIPT.children(Node.of("participants").with("key", "A").children(Node.of("user"))),
            Kind.MISSING,
            "user@jid"),
        arguments(
            RECEIPT.children(
                Node.of("participants")
                    .with("key", "A")
                    .children(
                        Collections.nCopies(32_769, Node.of("user").with("jid", ANA.bare())))),
            Kind.TOO_LARGE,
            "receipt/participants"),
        arguments(RECEIPT.with("type", "retry"), Kind.MISSING, "receipt/retry"),
        arguments(retry(Node.of("retry").with("id", "A")), Kind.MISSING, "retry@count"),
        arguments(
            retry(Node.of("retry").with("id", "A").with("count", "x")),
            Kind.MALFORMED,
            "retry@count"),
        arguments(
            retry(Node.of("retry").with("id", "A").with("count", "0")),
            Kind.MALFORMED,
            "retry@count"),
        arguments(
            retry(Node.of("retry").with("id", "A").with("count", "1001")),
            Kind.MALFORMED,
            "retry@count"),
        arguments(retry(Node.of("retry").with("count", "1")), Kind.MISSING, "retry@id"),
        arguments(replacing(retry(), "registration"), Kind.MISSING, "receipt/registration"),
        arguments(
            replacing(retry(), "registration", Node.of("registration").bytes(new byte[3])),
            Kind.MALFORMED,
            "registration/#bytes"),
        arguments(
            replacing(
                retry(), "registration", Node.of("registration").bytes(new byte[] {-1, 0, 0, 0})),
            Kind.MALFORMED,
            "registration"),
        arguments(withKeys(replacing(keys, "type")), Kind.MISSING, "keys/type"),
        arguments(
            withKeys(replacing(keys, "type", Node.of("type").bytes(new byte[] {6}))),
            Kind.MALFORMED,
            "keys/type"),
        arguments(
            withKeys(replacing(keys, "type", Node.of("type").bytes(new byte[2]))),
            Kind.MALFORMED,
            "type/#bytes"),
        arguments(withKeys(replacing(keys, "identity")), Kind.MISSING, "keys/identity"),
        arguments(
            withKeys(replacing(keys, "identity", Node.of("identity").bytes(new byte[33]))),
            Kind.MALFORMED,
            "identity/#bytes"),
        arguments(withKeys(replacing(keys, "skey")), Kind.MISSING, "keys/skey"),
        arguments(
            withKeys(replacing(keys, "skey", replacing(skey, "signature"))),
            Kind.MISSING,
            "skey/signature"),
        arguments(
            withKeys(
                replacing(
                    keys,
                    "skey",
                    replacing(skey, "signature", Node.of("signature").bytes(new byte[63])))),
            Kind.MALFORMED,
            "signature/#bytes"),
        arguments(
            withKeys(replacing(keys, "key", Node.of("key").children(idOf(2)))),
            Kind.MALFORMED,
            "id/#bytes"),
        arguments(
            withKeys(replacing(keys, "key", Node.of("key").children(idOf(3)))),
            Kind.MISSING,
            "key/value"),
        arguments(proven(new byte[] {1}), Kind.FORGED, "keys/device-identity"));
  }

  @ParameterizedTest
  @MethodSource("malformed")
  void refusesWhatItCannotDoWithout(Node node, Kind kind, String path) {
    assertFault(kind, path, () -> IncomingReceipt.parse(node));
  }

  private static Node items(int from, int to) {
    return Node.of("list")
        .children(
            IntStream.range(from, to).mapToObj(i -> Node.of("item").with("id", "B" + i)).toList());
  }

  private static Node list(Node... items) {
    return RECEIPT.children(Node.of("list").children(items));
  }

  private static Node retry(Node retry) {
    return replacing(retry(), "retry", retry);
  }

  private static Node withKeys(Node keys) {
    return replacing(retry(), "keys", keys);
  }

  private static Node proven(byte[] proof) {
    return withKeys(
        replacing(
            Samples.keys("keys"), "device-identity", Node.of("device-identity").bytes(proof)));
  }

  private static Node idOf(int length) {
    return Node.of("id").bytes(new byte[length]);
  }
}
