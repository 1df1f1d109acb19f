package dev.wharf.protocol.noise;

import static dev.wharf.protocol.ProtocolFaults.assertFault;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.google.protobuf.ByteString;
import dev.wharf.protocol.GoldenVectors;
import dev.wharf.protocol.ProtocolFault;
import dev.wharf.protocol.ProtocolFault.Kind;
import dev.wharf.protocol.proto.CertChain;
import dev.wharf.protocol.proto.NoiseCertificate;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CertificateChainTest {

  private static final Duration SKEW = Duration.ofMinutes(5);

  private static final Chains CHAINS = new Chains();

  @Test
  void trustsTheChainThatTheGenuineServerSent() {
    var golden = GoldenVectors.load("certificate");
    var chain = CertificateChain.parse(golden.bytes("chain"));

    chain.verify(
        TrustAnchor.WHATSAPP,
        chain.leaf().key(),
        Instant.parse("2026-04-01T00:00:00Z"),
        Duration.ZERO);
    assertEquals(golden.text("root"), TrustAnchor.WHATSAPP.toString());
    assertEquals(3, chain.intermediate().serial());
    assertEquals(0, chain.intermediate().issuerSerial());
    assertEquals(355, chain.leaf().serial());
    assertEquals(3, chain.leaf().issuerSerial());
    assertEquals(Instant.parse("2025-03-08T00:00:00Z"), chain.intermediate().notBefore());
    assertEquals(Instant.parse("2026-07-27T21:00:00Z"), chain.leaf().notAfter());
  }

  @Test
  void trustsAChainOfItsOwn() {
    var chain = CertificateChain.parse(CHAINS.issued());

    chain.verify(CHAINS.anchor, CHAINS.server.publicKey(), Chains.NOW, Duration.ZERO);
    assertArrayEquals(CHAINS.server.publicKey(), chain.leaf().key());
    assertArrayEquals(CHAINS.intermediate.publicKey(), chain.intermediate().key());
  }

  @Test
  void writesOutEveryFieldEvenTheRootsSerialOfZero() throws Exception {
    var chain = CertChain.parseFrom(CHAINS.issued());
    var leaf = NoiseCertificate.Details.parseFrom(chain.getLeaf().getDetails());
    var middle = NoiseCertificate.Details.parseFrom(chain.getIntermediate().getDetails());

    assertEquals(true, middle.hasIssuerSerial());
    assertEquals(0, middle.getIssuerSerial());
    assertEquals(3, middle.getSerial());
    assertEquals(355, leaf.getSerial());
    assertEquals(3, leaf.getIssuerSerial());
  }

  static Stream<Arguments> untrusted() {
    return Stream.of(
        spoiled(
            "intermediate not issued by the root",
            "certificate.intermediate.issuerSerial",
            same(),
            details -> details.setIssuerSerial(1)),
        spoiled(
            "leaf issued by another serial",
            "certificate.leaf.issuerSerial",
            details -> details.setIssuerSerial(4),
            same()),
        spoiled(
            "leaf without the serial of its issuer",
            "certificate.leaf.issuerSerial",
            NoiseCertificate.Details.Builder::clearIssuerSerial,
            same()),
        spoiled(
            "intermediate of another serial",
            "certificate.leaf.issuerSerial",
            same(),
            details -> details.setSerial(-1)),
        spoiled(
            "leaf for another key",
            "certificate.leaf.key",
            details -> details.setKey(ByteString.copyFrom(Chains.pair(9).publicKey())),
            same()),
        spoiled(
            "leaf not valid yet",
            "certificate.leaf.notBefore",
            details -> details.setNotBefore(Chains.NOW.plusSeconds(301).getEpochSecond()),
            same()),
        spoiled(
            "leaf not valid any more",
            "certificate.leaf.notAfter",
            details -> details.setNotAfter(Chains.NOW.minusSeconds(301).getEpochSecond()),
            same()),
        spoiled(
            "intermediate not valid yet",
            "certificate.intermediate.notBefore",
            same(),
            details -> details.setNotBefore(Chains.NOW.plusSeconds(301).getEpochSecond())),
        spoiled(
            "intermediate not valid any more",
            "certificate.intermediate.notAfter",
            same(),
            details -> details.setNotAfter(Chains.NOW.minusSeconds(301).getEpochSecond())),
        spoiled(
            "leaf that ends before it begins",
            "certificate.leaf.notAfter",
            details ->
                details
                    .setNotBefore(Chains.NOW.plusSeconds(1).getEpochSecond())
                    .setNotAfter(Chains.NOW.minusSeconds(1).getEpochSecond()),
            same()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("untrusted")
  void doesNotTrust(String what, String path, byte[] chain) {
    assertFault(Kind.UNTRUSTED, path, () -> verify(chain));
  }

  static Stream<Arguments> forged() {
    var stranger = Chains.pair(9);
    var good = CHAINS.resigned(same(), same());
    var leaf = good.getLeaf().getDetails().toByteArray();
    var middle = good.getIntermediate().getDetails().toByteArray();
    var zero = ByteString.copyFrom(new byte[64]);
    return Stream.of(
        arguments(
            "intermediate signed by a stranger",
            "certificate.intermediate.signature",
            copy(good).setIntermediate(Chains.signed(middle, stranger)).build().toByteArray()),
        arguments(
            "intermediate of an all-zero signature",
            "certificate.intermediate.signature",
            copy(good)
                .setIntermediate(good.getIntermediate().toBuilder().setSignature(zero))
                .build()
                .toByteArray()),
        arguments(
            "leaf signed by a stranger",
            "certificate.leaf.signature",
            copy(good).setLeaf(Chains.signed(leaf, stranger)).build().toByteArray()),
        arguments(
            "leaf signed by the root",
            "certificate.leaf.signature",
            copy(good).setLeaf(Chains.signed(leaf, CHAINS.root)).build().toByteArray()),
        arguments(
            "leaf of an all-zero signature",
            "certificate.leaf.signature",
            copy(good)
                .setLeaf(good.getLeaf().toBuilder().setSignature(zero))
                .build()
                .toByteArray()),
        arguments(
            "leaf changed after it was signed",
            "certificate.leaf.signature",
            copy(good)
                .setLeaf(
                    good.getLeaf().toBuilder()
                        .setDetails(
                            CHAINS
                                .resigned(details -> details.setSerial(356), same())
                                .getLeaf()
                                .getDetails()))
                .build()
                .toByteArray()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("forged")
  void seesAForgery(String what, String path, byte[] chain) {
    assertFault(Kind.FORGED, path, () -> verify(chain));
  }

  static Stream<Arguments> malformed() {
    var good = CHAINS.resigned(same(), same());
    byte[] zeroKey = new byte[32];
    byte[] oneKey = new byte[32];
    oneKey[0] = 1;
    return Stream.of(
        arguments(Kind.MALFORMED, "certificate", "no protobuf", new byte[] {1, 2, 3}),
        arguments(Kind.MISSING, "certificate.leaf", "empty", new byte[0]),
        arguments(
            Kind.MISSING,
            "certificate.leaf",
            "no leaf",
            copy(good).clearLeaf().build().toByteArray()),
        arguments(
            Kind.MISSING,
            "certificate.intermediate",
            "no intermediate",
            copy(good).clearIntermediate().build().toByteArray()),
        arguments(
            Kind.MISSING,
            "certificate.leaf.details",
            "no details",
            copy(good).setLeaf(good.getLeaf().toBuilder().clearDetails()).build().toByteArray()),
        arguments(
            Kind.MALFORMED,
            "certificate.leaf.details",
            "details that are no protobuf",
            copy(good)
                .setLeaf(Chains.signed(new byte[] {1, 2, 3}, CHAINS.intermediate))
                .build()
                .toByteArray()),
        signatureOf("leaf without signature", 0),
        signatureOf("leaf with a short signature", 63),
        signatureOf("leaf with a long signature", 65),
        shape("no key", Kind.MISSING, "details.key", details -> details.clearKey()),
        shape("an empty key", Kind.WEAK_KEY, "key", details -> details.setKey(ByteString.EMPTY)),
        shape(
            "a prefixed key",
            Kind.WEAK_KEY,
            "key",
            details -> details.setKey(ByteString.copyFrom(new byte[33]))),
        shape(
            "an all-zero key",
            Kind.WEAK_KEY,
            "key",
            details -> details.setKey(ByteString.copyFrom(zeroKey))),
        shape(
            "a key of small order",
            Kind.WEAK_KEY,
            "key",
            details -> details.setKey(ByteString.copyFrom(oneKey))),
        shape("no start", Kind.MISSING, "details.dates", details -> details.clearNotBefore()),
        shape("no end", Kind.MISSING, "details.dates", details -> details.clearNotAfter()),
        shape(
            "a start beyond all time",
            Kind.MALFORMED,
            "notBefore",
            details -> details.setNotBefore(Long.MAX_VALUE)),
        shape(
            "an end beyond all time",
            Kind.MALFORMED,
            "notAfter",
            details -> details.setNotAfter(-1)));
  }

  @ParameterizedTest(name = "{2}")
  @MethodSource("malformed")
  void refusesToRead(Kind kind, String path, String what, byte[] chain) {
    assertFault(kind, path, () -> CertificateChain.parse(chain));
  }

  @Test
  void refusesAnIntermediateOfSmallOrderThatWouldVerifyAnything() {
    var chain =
        CHAINS.resigned(same(), details -> details.setKey(ByteString.copyFrom(new byte[32])));

    assertFault(
        Kind.WEAK_KEY,
        "certificate.intermediate.key",
        () -> CertificateChain.parse(chain.build().toByteArray()));
  }

  @ParameterizedTest
  @CsvSource({"-301, false", "-300, true", "0, true", "300, true", "301, false"})
  void allowsForAClockThatIsOff(long seconds, boolean trusted) {
    var chain =
        CertificateChain.parse(
            CertificateChain.issue(
                CHAINS.root,
                CHAINS.intermediate,
                CHAINS.server.publicKey(),
                Chains.NOW,
                Chains.NOW,
                new Random(1)));
    var clock = Chains.NOW.plusSeconds(seconds);

    if (trusted) {
      chain.verify(CHAINS.anchor, CHAINS.server.publicKey(), clock, SKEW);
    } else {
      assertThrows(
          ProtocolFault.class,
          () -> chain.verify(CHAINS.anchor, CHAINS.server.publicKey(), clock, SKEW));
    }
  }

  @Test
  void doesNotTrustAnotherRoot() {
    assertFault(
        Kind.FORGED,
        "certificate.intermediate.signature",
        () ->
            CertificateChain.parse(CHAINS.issued())
                .verify(TrustAnchor.WHATSAPP, CHAINS.server.publicKey(), Chains.NOW, SKEW));
  }

  @Test
  void readsAnAnchorFromItsHexadecimalForm() {
    String hex = HexFormat.of().formatHex(CHAINS.root.publicKey());

    assertEquals(CHAINS.anchor, TrustAnchor.ofHex(hex));
    assertEquals(CHAINS.anchor.hashCode(), TrustAnchor.ofHex(hex).hashCode());
    assertEquals(false, CHAINS.anchor.equals(TrustAnchor.WHATSAPP));
  }

  @ParameterizedTest
  @ValueSource(strings = {"xyz", "123", "gg"})
  void refusesAnAnchorThatIsNotHexadecimal(String hex) {
    assertFault(Kind.MALFORMED, "trustAnchor", () -> TrustAnchor.ofHex(hex));
  }

  @Test
  void refusesAnAnchorThatIsNoUsableKey() {
    assertFault(Kind.WEAK_KEY, "trustAnchor", () -> TrustAnchor.ofHex(""));
    assertFault(Kind.WEAK_KEY, "trustAnchor", () -> TrustAnchor.ofHex("00".repeat(32)));
  }

  private static void verify(byte[] chain) {
    CertificateChain.parse(chain)
        .verify(CHAINS.anchor, CHAINS.server.publicKey(), Chains.NOW, SKEW);
  }

  private static Arguments spoiled(
      String what,
      String path,
      UnaryOperator<NoiseCertificate.Details.Builder> leaf,
      UnaryOperator<NoiseCertificate.Details.Builder> middle) {
    return arguments(what, path, CHAINS.resigned(leaf, middle).build().toByteArray());
  }

  private static Arguments shape(
      String what, Kind kind, String field, UnaryOperator<NoiseCertificate.Details.Builder> leaf) {
    return arguments(
        kind,
        "certificate.leaf." + field,
        "leaf with " + what,
        CHAINS.resigned(leaf, same()).build().toByteArray());
  }

  private static Arguments signatureOf(String what, int length) {
    var good = CHAINS.resigned(same(), same());
    var leaf = good.getLeaf().toBuilder().setSignature(ByteString.copyFrom(new byte[length]));
    return arguments(
        Kind.MALFORMED,
        "certificate.leaf.signature",
        what,
        good.setLeaf(leaf).build().toByteArray());
  }

  private static UnaryOperator<NoiseCertificate.Details.Builder> same() {
    return UnaryOperator.identity();
  }

  private static CertChain.Builder copy(CertChain.Builder chain) {
    return chain.build().toBuilder();
  }
}
