package dev.wharf.protocol.pairing;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.google.protobuf.ByteString;
import dev.wharf.identity.Jid;
import dev.wharf.protocol.Curve25519;
import dev.wharf.protocol.KeyPair;
import dev.wharf.protocol.node.Node;
import dev.wharf.protocol.proto.ADVEncryptionType;
import dev.wharf.protocol.proto.ADVSignedDeviceIdentity;
import dev.wharf.protocol.signal.SignedPreKey;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PairSuccessTest {

  private static final DeviceKeys KEYS = keys(Vectors.COMPANION_IDENTITY);

  @Test
  void givesTheGoldenPairDeviceSign() {
    byte[] container =
        PhoneApproval.join(
            HexFormat.of().parseHex("0a70"),
            Vectors.bytes("adv.signed"),
            HexFormat.of().parseHex("1220"),
            Vectors.bytes("adv.hmac"));

    var accepted = accepted(PhoneApproval.iq(container, PhoneApproval.device()));

    assertEquals(
        Vectors.hex("adv.pairDeviceSign"), Vectors.hex(identityOf(accepted).bytes().orElseThrow()));
  }

  @Test
  void madeByThePhoneOfTheseTestsTheContainerIsTheGoldenOne() throws Exception {
    assertEquals(
        "0a70" + Vectors.hex("adv.signed") + "1220" + Vectors.hex("adv.hmac"),
        Vectors.hex(new PhoneApproval().container()));
  }

  @Test
  void answersWithAResultForTheServer() throws Exception {
    Node reply = accepted(approved()).reply();

    assertEquals("iq", reply.tag());
    assertEquals("result", reply.string("type").orElseThrow());
    assertEquals("77", reply.string("id").orElseThrow());
    assertEquals(Jid.SERVER, reply.jid("to").orElseThrow());
    assertEquals(1, reply.childList().size());
    assertEquals(
        "1",
        reply
            .child("pair-device-sign")
            .flatMap(node -> node.child("device-identity"))
            .flatMap(node -> node.string("key-index"))
            .orElseThrow());
  }

  @Test
  void keepsWhoWeBecame() throws Exception {
    PairingIdentity identity =
        accepted(
                PhoneApproval.iq(
                    new PhoneApproval().container(),
                    PhoneApproval.device(),
                    Node.of("platform").with("name", "smba"),
                    Node.of("biz").with("name", "Padaria")))
            .identity();

    assertEquals(Jid.phone("5511987654321", 5), identity.self());
    assertEquals(Jid.lid("123456789012345", 5), identity.lid());
    assertEquals("smba", identity.platform());
    assertEquals("Padaria", identity.businessName());
    assertEquals(1, identity.keyIndex());
    assertArrayEquals(Vectors.PHONE_IDENTITY.publicKey(), identity.accountSignatureKey());
    assertFalse(identity.toString().contains("5511987654321"));
  }

  @Test
  void keepsTheSignedIdentityWithAllFourFields() throws Exception {
    byte[] kept = accepted(approved()).identity().signedDeviceIdentity();

    var signed = ADVSignedDeviceIdentity.parseFrom(kept);
    assertEquals(Vectors.hex("adv.details"), hex(signed.getDetails()));
    assertEquals(Vectors.hex("phoneIdentity"), hex(signed.getAccountSignatureKey()));
    assertEquals(Vectors.hex("adv.accountSignature"), hex(signed.getAccountSignature()));
    assertEquals(Vectors.hex("adv.deviceSignature"), hex(signed.getDeviceSignature()));
  }

  @Test
  void doesWithoutPlatformAndBusinessName() throws Exception {
    PairingIdentity identity = accepted(approved()).identity();

    assertNull(identity.platform());
    assertNull(identity.businessName());
  }

  @Test
  void writesAKeyIndexAsUnsigned() throws Exception {
    var approval = new PhoneApproval();
    approval.details = builder -> builder.setKeyIndex(-1);

    var accepted = accepted(PhoneApproval.iq(approval.container(), PhoneApproval.device()));

    assertEquals("4294967295", identityOf(accepted).string("key-index").orElseThrow());
  }

  @Test
  void signsForAHostedAccountWithTheHostedPrefix() throws Exception {
    var accepted =
        accepted(
            PhoneApproval.iq(new PhoneApproval().hosted().container(), PhoneApproval.device()));

    var signed = ADVSignedDeviceIdentity.parseFrom(accepted.identity().signedDeviceIdentity());
    byte[] message =
        PhoneApproval.join(
            new byte[] {6, 6},
            signed.getDetails().toByteArray(),
            Vectors.COMPANION_IDENTITY.publicKey(),
            Vectors.PHONE_IDENTITY.publicKey());
    assertTrue(
        Curve25519.verify(
            Vectors.COMPANION_IDENTITY.publicKey(),
            message,
            signed.getDeviceSignature().toByteArray()));
  }

  @Test
  void takesANonEncryptedAccountTypeLikeAnOrdinaryOne() throws Exception {
    var approval = new PhoneApproval();
    approval.container = builder -> builder.setAccountType(ADVEncryptionType.NON_E2EE);

    accepted(PhoneApproval.iq(approval.container(), PhoneApproval.device()));
  }

  static Stream<Arguments> forgeries() {
    return Stream.of(
        row("hmac of another secret", "hmac-mismatch", a -> a.container = b -> b.setHmac(of(32))),
        row("no hmac", "hmac-mismatch", a -> a.container = b -> b.clearHmac()),
        row("short hmac", "hmac-mismatch", a -> a.container = b -> b.setHmac(of(31))),
        row("empty container", "hmac-mismatch", a -> a.container = b -> b.clear()),
        row("hmac without hosted prefix", "hmac-mismatch", a -> a.hosted().macPrefix = new byte[0]),
        row("hosted prefix, not hosted", "hmac-mismatch", a -> a.macPrefix = new byte[] {6, 5}),
        row("no details", "device-identity-malformed", a -> a.signed = b -> b.clearDetails()),
        row("no key index", "device-identity-malformed", a -> a.details = b -> b.clearKeyIndex()),
        row("details broken", "device-identity-malformed", a -> a.detailBytes = cut()),
        row("signed identity broken", "device-identity-malformed", a -> a.signedBytes = cut()),
        row(
            "other signature",
            "signature-mismatch",
            a -> a.signed = b -> b.setAccountSignature(of(64))),
        row(
            "short signature",
            "signature-mismatch",
            a -> a.signed = b -> b.setAccountSignature(of(63))),
        row("no signature", "signature-mismatch", a -> a.signed = b -> b.clearAccountSignature()),
        row(
            "other account key",
            "signature-mismatch",
            a ->
                a.signed =
                    b ->
                        b.setAccountSignatureKey(
                            ByteString.copyFrom(Vectors.PHONE_EPHEMERAL.publicKey()))),
        row(
            "no account key",
            "signature-mismatch",
            a -> a.signed = b -> b.clearAccountSignatureKey()),
        row(
            "zero account key",
            "signature-mismatch",
            a -> a.signed = b -> b.setAccountSignatureKey(of(32))),
        row("prefix of device", "signature-mismatch", a -> a.accountPrefix = new byte[] {6, 1}),
        row(
            "hosted signature only",
            "signature-mismatch",
            a -> a.accountPrefix = new byte[] {6, 5}),
        row(
            "hosted, plain signature",
            "signature-mismatch",
            a -> a.hosted().accountPrefix = new byte[] {6, 0}));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("forgeries")
  void refusesAForgedOrMissingPart(String name, String reason, Consumer<PhoneApproval> spoil)
      throws Exception {
    var approval = new PhoneApproval();
    spoil.accept(approval);

    assertRefused(reason, PhoneApproval.iq(approval.container(), PhoneApproval.device()));
  }

  static Stream<Arguments> incompleteStanzas() throws Exception {
    byte[] container = new PhoneApproval().container();
    Node device = PhoneApproval.device();
    Node iq = Node.of("iq").with("id", "77");
    return Stream.of(
        arguments("no pair-success", "device-identity-missing", iq),
        arguments(
            "no device-identity",
            "device-identity-missing",
            iq.children(Node.of("pair-success").children(device))),
        arguments(
            "children for bytes",
            "device-identity-missing",
            iq.children(
                Node.of("pair-success")
                    .children(Node.of("device-identity").children(device), device))),
        arguments(
            "no protobuf",
            "device-identity-malformed",
            PhoneApproval.iq(new byte[] {(byte) 0xFF}, device)),
        arguments("no device", "identity-missing", PhoneApproval.iq(container)),
        arguments(
            "no jid",
            "identity-missing",
            PhoneApproval.iq(container, Node.of("device").with("lid", Jid.lid("1234567", 5)))),
        arguments(
            "jid as string",
            "identity-missing",
            PhoneApproval.iq(container, device.with("jid", "5511987654321:5@s.whatsapp.net"))),
        arguments(
            "jid of the phone itself",
            "identity-missing",
            PhoneApproval.iq(container, device.with("jid", Jid.phone("5511987654321", 0)))),
        arguments(
            "jid without number",
            "identity-missing",
            PhoneApproval.iq(container, device.with("jid", Jid.phone("0123456789", 5)))),
        arguments(
            "another lid for jid",
            "identity-missing",
            PhoneApproval.iq(container, device.with("jid", Jid.lid("999999999999999", 5)))),
        arguments(
            "no lid",
            "lid-missing",
            PhoneApproval.iq(
                container, Node.of("device").with("jid", Jid.phone("5511987654321", 5)))),
        arguments(
            "jid for lid",
            "lid-missing",
            PhoneApproval.iq(container, device.with("lid", Jid.phone("5511987654321", 5)))),
        arguments(
            "lid without user",
            "lid-missing",
            PhoneApproval.iq(container, device.with("lid", Jid.lid("", 5)))),
        arguments(
            "lid without device",
            "lid-missing",
            PhoneApproval.iq(container, device.with("lid", Jid.lid("123456789012345", 0)))));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("incompleteStanzas")
  void refusesAStanzaThatLacksAPart(String name, String reason, Node iq) {
    assertRefused(reason, iq);
  }

  @Test
  void refusesWhenOurOwnKeysDoNotBelongTogether() throws Exception {
    var approval = new PhoneApproval();
    var torn =
        new KeyPair(Vectors.PHONE_EPHEMERAL.privateKey(), Vectors.COMPANION_IDENTITY.publicKey());

    var outcome =
        PairSuccess.answer(
            PhoneApproval.iq(approval.container(), PhoneApproval.device()),
            keys(torn),
            Vectors.SIGNATURE_RANDOM);

    assertRefused("device-signature-failed", outcome);
  }

  @Test
  void answersEvenAStanzaWithoutId() {
    var outcome = PairSuccess.answer(Node.of("iq"), KEYS, Vectors.SIGNATURE_RANDOM);

    assertTrue(outcome.reply().string("id").isEmpty());
  }

  static IntStream everyByte() throws Exception {
    return IntStream.range(0, new PhoneApproval().container().length);
  }

  @ParameterizedTest
  @MethodSource("everyByte")
  void refusesAContainerWithAnyByteChanged(int index) throws Exception {
    byte[] container = new PhoneApproval().container();
    container[index] ^= 0x01;

    assertInstanceOf(PairSuccess.Outcome.Refused.class, answer(container));
  }

  @ParameterizedTest
  @MethodSource("everyByte")
  void refusesATruncatedContainer(int length) throws Exception {
    byte[] container = Arrays.copyOf(new PhoneApproval().container(), length);

    assertInstanceOf(PairSuccess.Outcome.Refused.class, answer(container));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void neverThrowsOnNoise(long seed) {
    var random = new Random(seed);
    for (int i = 0; i < 2_000; i++) {
      byte[] noise = new byte[random.nextInt(200)];
      random.nextBytes(noise);
      assertInstanceOf(PairSuccess.Outcome.Refused.class, answer(noise), "seed " + seed);
    }
  }

  private static PairSuccess.Outcome answer(byte[] container) {
    return PairSuccess.answer(
        PhoneApproval.iq(container, PhoneApproval.device()), KEYS, Vectors.SIGNATURE_RANDOM);
  }

  private static Node approved() throws Exception {
    return PhoneApproval.iq(new PhoneApproval().container(), PhoneApproval.device());
  }

  private static PairSuccess.Outcome.Accepted accepted(Node iq) {
    return assertInstanceOf(
        PairSuccess.Outcome.Accepted.class, PairSuccess.answer(iq, KEYS, Vectors.SIGNATURE_RANDOM));
  }

  private static Node identityOf(PairSuccess.Outcome.Accepted accepted) {
    return accepted
        .reply()
        .child("pair-device-sign")
        .flatMap(node -> node.child("device-identity"))
        .orElseThrow();
  }

  private static void assertRefused(String reason, Node iq) {
    assertRefused(reason, PairSuccess.answer(iq, KEYS, Vectors.SIGNATURE_RANDOM));
  }

  private static void assertRefused(String reason, PairSuccess.Outcome outcome) {
    var refused = assertInstanceOf(PairSuccess.Outcome.Refused.class, outcome);
    assertEquals(reason, refused.reason());
    boolean forged = reason.endsWith("-mismatch");
    Node expected =
        Node.of("iq")
            .with("to", Jid.SERVER)
            .with("type", "error")
            .with("id", "77")
            .children(
                Node.of("error")
                    .with("code", forged ? "401" : "500")
                    .with("text", forged ? reason : "internal-error"));
    assertEquals(expected, refused.reply());
  }

  private static DeviceKeys keys(KeyPair identity) {
    return new DeviceKeys(
        Vectors.COMPANION_EPHEMERAL,
        identity,
        SignedPreKey.create(1, Vectors.COMPANION_IDENTITY, new Random(1)),
        1,
        Vectors.ADV_SECRET);
  }

  private static Arguments row(String name, String reason, Consumer<PhoneApproval> spoil) {
    return arguments(name, reason, spoil);
  }

  private static UnaryOperator<byte[]> cut() {
    return bytes -> Arrays.copyOf(bytes, bytes.length - 1);
  }

  private static ByteString of(int zeros) {
    return ByteString.copyFrom(new byte[zeros]);
  }

  private static String hex(ByteString bytes) {
    return Vectors.hex(bytes.toByteArray());
  }
}
