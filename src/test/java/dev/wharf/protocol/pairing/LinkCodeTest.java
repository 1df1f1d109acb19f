package dev.wharf.protocol.pairing;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.wharf.identity.Jid;
import dev.wharf.protocol.ProtocolFault;
import dev.wharf.protocol.ProtocolFault.Kind;
import dev.wharf.protocol.node.Node;
import dev.wharf.protocol.signal.SignedPreKey;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class LinkCodeTest {

  private static final byte[] REF = "the ref".getBytes(StandardCharsets.US_ASCII);
  private static final Jid PHONE = Jid.phone("5511987654321", 0);
  private static final LinkCode CODE =
      new LinkCode(
          "ABCD1234", Vectors.counting(32), Vectors.counting(16), Vectors.COMPANION_EPHEMERAL);
  private static final DeviceKeys KEYS =
      new DeviceKeys(
          Vectors.PHONE_EPHEMERAL,
          Vectors.COMPANION_IDENTITY,
          SignedPreKey.create(1, Vectors.COMPANION_IDENTITY, new Random(1)),
          1,
          Vectors.ADV_SECRET);

  @ParameterizedTest
  @CsvSource({"0001020304,111H51R5", "ffffffffff,ZZZZZZZZ", "0000000000,11111111"})
  void encodesFiveBytesAsEightCharacters(String hex, String text) {
    assertEquals(text, LinkCode.encode(HexFormat.of().parseHex(hex)));
  }

  @Test
  void stretchesTheCodeToTheGoldenKey() {
    assertEquals(
        Vectors.hex("link.key"), Vectors.hex(LinkCipher.stretch("ABCD1234", Vectors.counting(32))));
  }

  @Test
  void wrapsTheEphemeralKeyAsInTheGoldenVector() {
    assertEquals(
        Vectors.hex(Vectors.counting(32))
            + Vectors.hex(Vectors.counting(16))
            + Vectors.hex("link.wrapped"),
        Vectors.hex(CODE.wrappedEphemeral()));
  }

  @Test
  void derivesTheGoldenAdvSecret() {
    assertEquals(Vectors.hex("link.advSecret"), Vectors.hex(goldenFinish().advSecret()));
  }

  @Test
  void sealsTheBundleForThePhone() throws Exception {
    byte[] wrapped = part(goldenFinish().request(), "link_code_pairing_wrapped_key_bundle");

    assertEquals(156, wrapped.length);
    assertArrayEquals(Vectors.counting(32), Arrays.copyOf(wrapped, 32));
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(
        Cipher.DECRYPT_MODE,
        new SecretKeySpec(Vectors.bytes("link.bundleKey"), "AES"),
        new GCMParameterSpec(128, wrapped, 32, 12));
    assertEquals(
        Vectors.hex("companionIdentity") + Vectors.hex("phoneIdentity") + "55".repeat(32),
        Vectors.hex(cipher.doFinal(wrapped, 44, 112)));
  }

  @Test
  void finishesWithARequestToTheServer() {
    Node request = goldenFinish().request();

    assertEquals(Jid.SERVER, request.jid("to").orElseThrow());
    assertEquals("set", request.string("type").orElseThrow());
    assertEquals("md", request.string("xmlns").orElseThrow());
    assertTrue(request.string("id").isEmpty());
    Node finish = request.child("link_code_companion_reg").orElseThrow();
    assertEquals("companion_finish", finish.string("stage").orElseThrow());
    assertEquals(PHONE, finish.jid("jid").orElseThrow());
    assertArrayEquals(REF, part(request, "link_code_pairing_ref"));
    assertEquals(
        Vectors.hex("companionIdentity"), Vectors.hex(part(request, "companion_identity_public")));
  }

  static Stream<Arguments> brokenHellos() {
    String ephemeral = "link_code_pairing_wrapped_primary_ephemeral_pub";
    return Stream.of(
        arguments("nothing", Node.of("notification"), Kind.MISSING, ""),
        arguments("no ephemeral", hello(null, identity(), REF), Kind.MISSING, "/" + ephemeral),
        arguments(
            "short ephemeral",
            hello(new byte[79], identity(), REF),
            Kind.MALFORMED,
            "/" + ephemeral),
        arguments(
            "long ephemeral",
            hello(new byte[81], identity(), REF),
            Kind.MALFORMED,
            "/" + ephemeral),
        arguments(
            "no identity", hello(new byte[80], null, REF), Kind.MISSING, "/primary_identity_pub"),
        arguments(
            "short identity",
            hello(new byte[80], new byte[31], REF),
            Kind.MALFORMED,
            "/primary_identity_pub"),
        arguments(
            "no ref",
            hello(new byte[80], identity(), null),
            Kind.MISSING,
            "/link_code_pairing_ref"),
        arguments(
            "other ref",
            hello(new byte[80], identity(), new byte[1]),
            Kind.FORGED,
            "/link_code_pairing_ref"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("brokenHellos")
  void refusesABrokenHello(String name, Node hello, Kind kind, String path) {
    var fault = assertThrows(ProtocolFault.class, () -> finish(hello));

    assertEquals(kind, fault.kind());
    assertEquals("notification/link_code_companion_reg" + path, fault.path());
  }

  @Test
  void refusesAnIdentityThatLeadsToAnAllZeroSecret() {
    Node hello = hello(wrap(Vectors.PHONE_EPHEMERAL.publicKey()), new byte[32], REF);

    assertEquals(Kind.WEAK_KEY, assertThrows(ProtocolFault.class, () -> finish(hello)).kind());
  }

  @Test
  void refusesAnEphemeralThatLeadsToAnAllZeroSecret() {
    Node hello = hello(wrap(new byte[32]), identity(), REF);

    assertEquals(Kind.WEAK_KEY, assertThrows(ProtocolFault.class, () -> finish(hello)).kind());
  }

  @Test
  void differsFromCodeToCode() {
    var random = new Random(7);
    LinkCode first = LinkCode.create(random);
    LinkCode second = LinkCode.create(random);

    assertNotEquals(first.text(), second.text());
    assertFalse(Arrays.equals(first.salt(), second.salt()));
    assertFalse(Arrays.equals(first.iv(), second.iv()));
    assertNotEquals(first.ephemeral(), second.ephemeral());
  }

  @Test
  void showsTheCodeInTwoHalvesToPeopleAndNeverToALog() {
    assertEquals("ABCD-1234", CODE.display());
    assertFalse(CODE.toString().contains("ABCD"));
  }

  static Stream<Arguments> brokenCodes() {
    byte[] salt = new byte[32];
    byte[] iv = new byte[16];
    return Stream.of(
        arguments("ABCD123", salt, iv),
        arguments("ABCD12345", salt, iv),
        arguments("ABCD123O", salt, iv),
        arguments("abcd1234", salt, iv),
        arguments("ABCD1234", new byte[31], iv),
        arguments("ABCD1234", salt, new byte[12]));
  }

  @ParameterizedTest
  @MethodSource("brokenCodes")
  void cannotBeMadeOfBrokenParts(String text, byte[] salt, byte[] iv) {
    assertThrows(
        IllegalArgumentException.class,
        () -> new LinkCode(text, salt, iv, Vectors.COMPANION_EPHEMERAL));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"5511987654321", "+55 11 98765-4321", "+55 (11) 98765.4321", " 5511987654321 "})
  void understandsANumberAsPeopleWriteIt(String typed) {
    assertEquals(Optional.of(PHONE), LinkCode.address(typed));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "+",
        "0011987654321",
        "555123",
        "call me",
        "5511x987654321",
        "1234567890123456",
        "٥٥١١٩٨٧٦٥٤٣٢١"
      })
  void refusesWhatIsNoInternationalNumber(String typed) {
    assertEquals(Optional.empty(), LinkCode.address(typed));
  }

  @Test
  void encryptsUnderNoKeyOfAnotherLength() {
    assertThrows(
        IllegalStateException.class, () -> LinkCipher.ctr(new byte[5], new byte[16], new byte[1]));
  }

  private static LinkCode.Finish goldenFinish() {
    return CODE.finish(
        hello(wrap(Vectors.PHONE_EPHEMERAL.publicKey()), identity(), REF),
        KEYS,
        PHONE,
        REF,
        new ScriptedRandom(
            Vectors.filled(32, 0x55), Vectors.counting(32), Vectors.filled(12, 0x99)));
  }

  private static LinkCode.Finish finish(Node hello) {
    return CODE.finish(hello, KEYS, PHONE, REF, new Random(1));
  }

  /** As the phone wraps its key, with a salt of its own. */
  private static byte[] wrap(byte[] publicKey) {
    byte[] salt = Vectors.filled(32, 0xAA);
    byte[] iv = Vectors.filled(16, 0xBB);
    return PhoneApproval.join(
        salt, iv, LinkCipher.ctr(LinkCipher.stretch("ABCD1234", salt), iv, publicKey));
  }

  private static byte[] identity() {
    return Vectors.PHONE_IDENTITY.publicKey();
  }

  private static Node hello(byte[] ephemeral, byte[] identity, byte[] ref) {
    var children =
        Stream.of(
                child("link_code_pairing_wrapped_primary_ephemeral_pub", ephemeral),
                child("primary_identity_pub", identity),
                child("link_code_pairing_ref", ref))
            .flatMap(Optional::stream)
            .toList();
    return Node.of("notification")
        .children(
            Node.of("link_code_companion_reg").with("stage", "primary_hello").children(children));
  }

  private static Optional<Node> child(String tag, byte[] bytes) {
    return Optional.ofNullable(bytes).map(present -> Node.of(tag).bytes(present));
  }

  private static byte[] part(Node request, String tag) {
    return request
        .child("link_code_companion_reg")
        .flatMap(node -> node.child(tag))
        .flatMap(Node::bytes)
        .orElseThrow();
  }
}
