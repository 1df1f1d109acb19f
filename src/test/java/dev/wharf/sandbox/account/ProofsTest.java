package dev.wharf.sandbox.account;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import dev.wharf.protocol.GoldenVectors;
import dev.wharf.protocol.KeyPair;
import dev.wharf.protocol.proto.ADVKeyIndexList;
import dev.wharf.protocol.proto.ADVSignedDeviceIdentity;
import dev.wharf.protocol.proto.ADVSignedDeviceIdentityHMAC;
import dev.wharf.protocol.proto.ADVSignedKeyIndexList;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Arrays;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The phone's signatures against answers made elsewhere, and every way a companion can cheat. */
class ProofsTest {

  private static final GoldenVectors KNOWN = GoldenVectors.load("pairing");
  private static final KeyPair PHONE = KeyPair.ofPrivate(filled(0x44));
  private static final KeyPair COMPANION = KeyPair.ofPrivate(filled(0x22));

  private static ADVSignedDeviceIdentity known() throws Exception {
    return ADVSignedDeviceIdentity.parseFrom(KNOWN.bytes("adv.signed"));
  }

  @Test
  void theSealIsTheHmacOverTheSignedIdentity() throws Exception {
    var sealed = ADVSignedDeviceIdentityHMAC.parseFrom(Proofs.seal(known(), filled(0x77)));
    assertArrayEquals(KNOWN.bytes("adv.signed"), sealed.getDetails().toByteArray());
    assertArrayEquals(KNOWN.bytes("adv.hmac"), sealed.getHmac().toByteArray());
  }

  @Test
  void aKnownAnswerIsAcceptedAndCompleted() throws Exception {
    var complete = Proofs.accept(known(), COMPANION.publicKey(), KNOWN.bytes("adv.pairDeviceSign"));
    assertArrayEquals(
        KNOWN.bytes("adv.deviceSignature"), complete.getDeviceSignature().toByteArray());
    assertArrayEquals(PHONE.publicKey(), complete.getAccountSignatureKey().toByteArray());
  }

  @Test
  void aSignedIdentityVerifiesAndNamesItsKeyIndex() throws Exception {
    var signed =
        Proofs.enrol(
            PHONE, 7, 3, COMPANION.publicKey(), Instant.ofEpochSecond(1_700_000_000), random());
    byte[] message =
        ByteString.copyFrom(new byte[] {6, 0})
            .concat(signed.getDetails())
            .concat(ByteString.copyFrom(COMPANION.publicKey()))
            .toByteArray();
    assertTrue(
        dev.wharf.protocol.Curve25519.verify(
            PHONE.publicKey(), message, signed.getAccountSignature().toByteArray()));
  }

  @Test
  void theListOfKeyIndexesHoldsThePhoneAndItsCompanions() throws Exception {
    byte[] list = Proofs.keyIndexes(PHONE, 7, 5, java.util.List.of(0, 5), Instant.EPOCH, random());
    var signed = ADVSignedKeyIndexList.parseFrom(list);
    var details = ADVKeyIndexList.parseFrom(signed.getDetails());
    assertEquals(java.util.List.of(0, 5), details.getValidIndexesList());
    assertEquals(5, details.getCurrentIndex());
  }

  static Stream<Named<UnaryOperator<ADVSignedDeviceIdentity>>> forgeries() {
    ByteString other = ByteString.copyFrom(new byte[64]);
    return Stream.of(
        Named.of("other details", s -> s.toBuilder().setDetails(other).build()),
        Named.of("other account signature", s -> s.toBuilder().setAccountSignature(other).build()),
        Named.of("other account key", s -> s.toBuilder().setAccountSignatureKey(other).build()),
        Named.of("other device signature", s -> s.toBuilder().setDeviceSignature(other).build()),
        Named.of("no device signature", s -> s.toBuilder().clearDeviceSignature().build()));
  }

  @ParameterizedTest
  @MethodSource("forgeries")
  void aForgedAnswerIsRefused(UnaryOperator<ADVSignedDeviceIdentity> forgery) throws Exception {
    var honest = ADVSignedDeviceIdentity.parseFrom(KNOWN.bytes("adv.pairDeviceSign"));
    byte[] forged = forgery.apply(honest).toByteArray();
    var offered = known();
    assertThrows(
        IllegalArgumentException.class,
        () -> Proofs.accept(offered, COMPANION.publicKey(), forged));
  }

  @Test
  void anAnswerThatIsNoProtobufIsRefused() throws Exception {
    var offered = known();
    assertThrows(
        IllegalArgumentException.class,
        () -> Proofs.accept(offered, COMPANION.publicKey(), filled(0xFF)));
  }

  private static SecureRandom random() {
    return new SecureRandom();
  }

  static byte[] filled(int value) {
    byte[] bytes = new byte[32];
    Arrays.fill(bytes, (byte) value);
    return bytes;
  }
}
