package dev.wharf.keystore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.wharf.keystore.proto.StoredCredentials;
import dev.wharf.protocol.pairing.DeviceKeys;
import java.time.Instant;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CredentialsFormatTest {

  private static final Credentials FRESH =
      Credentials.fresh(DeviceKeys.generate(new Random(3)), Instant.ofEpochMilli(1_234));

  @Test
  void whatWasWrittenIsRead() {
    assertEquals(FRESH, CredentialsFormat.read(CredentialsFormat.write(FRESH)));
  }

  static Stream<Named<Consumer<StoredCredentials.Builder>>> missingParts() {
    return Stream.of(
        part("noise", StoredCredentials.Builder::clearNoise),
        part("identity", StoredCredentials.Builder::clearIdentity),
        part("signed pre-key", StoredCredentials.Builder::clearSignedPreKey),
        part("registration id", StoredCredentials.Builder::clearRegistrationId),
        part("adv secret", stored -> stored.setAdvSecret(ByteString.copyFrom(new byte[31]))),
        part(
            "pairing addresses",
            stored ->
                stored.setPairing(
                    dev.wharf.keystore.proto.StoredPairing.newBuilder().setKeyIndex(1))));
  }

  private static Named<Consumer<StoredCredentials.Builder>> part(
      String name, Consumer<StoredCredentials.Builder> removal) {
    return Named.of(name, removal);
  }

  @ParameterizedTest
  @MethodSource("missingParts")
  void aMissingPartIsIncomplete(Consumer<StoredCredentials.Builder> removal)
      throws InvalidProtocolBufferException {
    var stored = StoredCredentials.parseFrom(CredentialsFormat.write(FRESH)).toBuilder();
    removal.accept(stored);

    assertEquals(KeystoreFault.Kind.INCOMPLETE, faultOf(stored.build().toByteArray()));
  }

  @Test
  void otherBytesAreCorrupt() {
    assertEquals(KeystoreFault.Kind.CORRUPT, faultOf(new byte[] {(byte) 0xFF, 1, 2}));
  }

  private static KeystoreFault.Kind faultOf(byte[] bytes) {
    return assertThrows(KeystoreFault.class, () -> CredentialsFormat.read(bytes)).kind();
  }
}
