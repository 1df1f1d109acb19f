package dev.wharf.protocol.stanza.chat;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import dev.wharf.protocol.pairing.AdvScheme;
import dev.wharf.protocol.proto.ADVSignedDeviceIdentity;
import dev.wharf.protocol.signal.PublicKey;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class DeviceProofTest {

  private static final PublicKey IDENTITY = PublicKey.of(Samples.IDENTITY);

  private static boolean holds(ADVSignedDeviceIdentity.Builder proof) {
    return DeviceProof.holds(proof.build().toByteArray(), IDENTITY);
  }

  private static ADVSignedDeviceIdentity.Builder proof() {
    return Samples.proof(AdvScheme.E2EE, AdvScheme.E2EE);
  }

  @ParameterizedTest
  @CsvSource({"E2EE, E2EE", "HOSTED, HOSTED", "HOSTED, E2EE", "E2EE, HOSTED"})
  void holdsWithTheSignaturesOfEitherKindOfAccount(AdvScheme byAccount, AdvScheme byDevice) {
    assertTrue(holds(Samples.proof(byAccount, byDevice)));
  }

  @Test
  void holdsWithoutTheAccountKeyIfTheSignaturesAreThere() {
    assertTrue(holds(proof().clearAccountSignatureKey()));
  }

  static Stream<ADVSignedDeviceIdentity.Builder> wrong() {
    ByteString other = ByteString.copyFrom(Samples.IDENTITY.publicKey());
    return Stream.of(
        proof().clearDetails(),
        proof().clearAccountSignature(),
        proof().clearDeviceSignature(),
        proof().clearDeviceSignature().clearAccountSignatureKey(),
        proof().setAccountSignatureKey(other),
        proof().setAccountSignatureKey(other.substring(1)),
        proof().setDetails(ByteString.copyFrom(new byte[] {8, 2})),
        proof().setAccountSignature(proof().getDeviceSignature()),
        proof().setDeviceSignature(proof().getAccountSignature()),
        proof().setDeviceSignature(ByteString.EMPTY));
  }

  @ParameterizedTest
  @MethodSource("wrong")
  void failsIfAnyPartIsWrong(ADVSignedDeviceIdentity.Builder proof) {
    assertFalse(holds(proof));
  }

  @Test
  void failsForAnotherDevice() {
    assertFalse(DeviceProof.holds(proof().build().toByteArray(), PublicKey.of(Samples.ACCOUNT)));
  }

  @Test
  void failsAfterAnyFlipOfABit() {
    byte[] good = proof().build().toByteArray();
    var random = new Random(4);
    int kept = 0;
    for (int i = 0; i < 400; i++) {
      byte[] bad = good.clone();
      bad[random.nextInt(bad.length)] ^= (byte) (1 << random.nextInt(8));
      // Without the account key there is nothing to check: only its tag may have been hit.
      kept += DeviceProof.holds(bad, IDENTITY) ? 1 : 0;
    }
    assertTrue(kept <= 8, kept + " of 400");
    assertTrue(DeviceProof.holds(good, IDENTITY));
  }
}
