package dev.wharf.keystore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.protobuf.ByteString;
import dev.wharf.identity.Jid;
import dev.wharf.protocol.pairing.DeviceKeys;
import dev.wharf.protocol.pairing.PairingIdentity;
import dev.wharf.protocol.proto.StoredCredentials;
import dev.wharf.protocol.proto.StoredDeviceKeys;
import dev.wharf.protocol.proto.StoredIdentity;
import dev.wharf.protocol.proto.StoredKeyPair;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CredentialsCodecTest {

  static Stream<Credentials> credentials() {
    var business =
        new PairingIdentity(
            Jid.phone("4915550000002", 255),
            Jid.lid("210000000000002", 255),
            null,
            "Zöe's Café",
            Samples.bytes(32),
            3,
            Samples.bytes(0));
    return Stream.of(Samples.fresh(), Samples.paired(), Samples.fresh().paired(business));
  }

  @ParameterizedTest
  @MethodSource("credentials")
  void readsWhatItWrote(Credentials credentials) {
    assertEquals(credentials, CredentialsCodec.decode(CredentialsCodec.encode(credentials)));
  }

  static Stream<Consumer<StoredDeviceKeys.Builder>> missingKeyParts() {
    return Stream.of(
        StoredDeviceKeys.Builder::clearNoise,
        StoredDeviceKeys.Builder::clearIdentity,
        StoredDeviceKeys.Builder::clearSignedPreKeyId,
        StoredDeviceKeys.Builder::clearSignedPreKey,
        StoredDeviceKeys.Builder::clearSignedPreKeySignature,
        StoredDeviceKeys.Builder::clearRegistrationId,
        StoredDeviceKeys.Builder::clearAdvSecret);
  }

  @ParameterizedTest
  @MethodSource("missingKeyParts")
  void saysThatAKeyIsMissing(Consumer<StoredDeviceKeys.Builder> change) throws Exception {
    var stored = stored();
    var keys = stored.getKeys().toBuilder();
    change.accept(keys);
    assertEquals(KeystoreFault.Kind.INCOMPLETE, fault(stored.setKeys(keys)));
  }

  static Stream<Consumer<StoredIdentity.Builder>> missingIdentityParts() {
    return Stream.of(
        StoredIdentity.Builder::clearPhone,
        StoredIdentity.Builder::clearLid,
        StoredIdentity.Builder::clearAccountSignatureKey,
        StoredIdentity.Builder::clearKeyIndex,
        StoredIdentity.Builder::clearSignedDeviceIdentity);
  }

  @ParameterizedTest
  @MethodSource("missingIdentityParts")
  void saysThatAPartOfTheIdentityIsMissing(Consumer<StoredIdentity.Builder> change)
      throws Exception {
    var stored = stored();
    var identity = stored.getIdentity().toBuilder();
    change.accept(identity);
    assertEquals(KeystoreFault.Kind.INCOMPLETE, fault(stored.setIdentity(identity)));
  }

  static Stream<Consumer<StoredDeviceKeys.Builder>> damagedKeys() {
    return Stream.of(
        keys -> keys.setAdvSecret(ByteString.copyFrom(new byte[31])),
        keys -> keys.setRegistrationId(0),
        keys -> keys.setSignedPreKeyId(-1),
        keys -> keys.setSignedPreKeySignature(ByteString.EMPTY),
        keys -> keys.setNoise(StoredKeyPair.getDefaultInstance()));
  }

  @ParameterizedTest
  @MethodSource("damagedKeys")
  void refusesAKeyThatCannotBe(Consumer<StoredDeviceKeys.Builder> change) throws Exception {
    var stored = stored();
    var keys = stored.getKeys().toBuilder();
    change.accept(keys);
    assertEquals(KeystoreFault.Kind.CORRUPT, fault(stored.setKeys(keys)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"no address", "1@", "1:x@lid", "1:70000@lid"})
  void refusesAnAddressThatCannotBe(String address) throws Exception {
    var stored = stored();
    var identity = stored.getIdentity().toBuilder().setLid(address);
    assertEquals(KeystoreFault.Kind.CORRUPT, fault(stored.setIdentity(identity)));
  }

  @Test
  void refusesWhatIsNoMessage() {
    var fault =
        assertThrows(KeystoreFault.class, () -> CredentialsCodec.decode(new byte[] {10, 5, 1}));
    assertEquals(KeystoreFault.Kind.CORRUPT, fault.kind());
  }

  @Test
  void refusesNothing() {
    var fault = assertThrows(KeystoreFault.class, () -> CredentialsCodec.decode(new byte[0]));
    assertEquals(KeystoreFault.Kind.INCOMPLETE, fault.kind());
  }

  @Test
  void credentialsAreValues() {
    var keys = DeviceKeys.generate(Samples.RANDOM);
    assertEquals(
        Credentials.fresh(keys).routed(new byte[] {1}),
        Credentials.fresh(keys).routed(new byte[] {1}));
    assertNotEquals(Credentials.fresh(keys), Credentials.fresh(keys).routed(new byte[] {1}));
    assertNotEquals(Credentials.fresh(keys), Samples.fresh());
    assertEquals(Credentials.fresh(keys), Samples.fresh().rekeyed(keys));
  }

  @Test
  void credentialsPrintNoSecretAndNoNumber() {
    assertFalse(Samples.paired().toString().contains("49155"));
    assertEquals("Credentials[paired=true]", Samples.paired().toString());
  }

  private static StoredCredentials.Builder stored() throws Exception {
    return StoredCredentials.parseFrom(CredentialsCodec.encode(Samples.paired())).toBuilder();
  }

  private static KeystoreFault.Kind fault(StoredCredentials.Builder stored) {
    byte[] bytes = stored.build().toByteArray();
    return assertThrows(KeystoreFault.class, () -> CredentialsCodec.decode(bytes)).kind();
  }
}
