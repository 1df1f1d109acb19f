package dev.wharf.protocol.pairing;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wharf.identity.Jid;
import java.util.Base64;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeviceKeysTest {

  @Test
  void startsWithASignedPreKeyOfItsOwnIdentity() {
    DeviceKeys keys = DeviceKeys.generate(new Random(1));

    assertEquals(1, keys.signedPreKey().id());
    assertTrue(keys.signedPreKey().isSignedBy(keys.identity().publicKey()));
    assertEquals(32, keys.advSecret().length);
    assertNotEquals(keys.noise(), keys.identity());
  }

  @Test
  void hasARegistrationIdOfFourteenBits() {
    var random = new Random(2);
    for (int i = 0; i < 500; i++) {
      int id = DeviceKeys.generate(random).registrationId();
      assertTrue(id >= 1 && id <= 16380, "id " + id);
    }
  }

  @Test
  void changesOnlyTheAdvSecret() {
    DeviceKeys keys = DeviceKeys.generate(new Random(1));

    DeviceKeys changed = keys.withAdvSecret(Vectors.ADV_SECRET);

    assertArrayEquals(Vectors.ADV_SECRET, changed.advSecret());
    assertEquals(keys, changed.withAdvSecret(keys.advSecret()));
    assertNotEquals(keys, changed);
    assertEquals(keys.hashCode(), changed.hashCode());
  }

  @Test
  void printsNothing() {
    assertEquals("DeviceKeys[private]", DeviceKeys.generate(new Random(1)).toString());
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 16381})
  void refusesARegistrationIdOutOfRange(int id) {
    DeviceKeys keys = DeviceKeys.generate(new Random(1));

    assertThrows(
        IllegalArgumentException.class,
        () ->
            new DeviceKeys(
                keys.noise(), keys.identity(), keys.signedPreKey(), id, keys.advSecret()));
  }

  @Test
  void refusesAnAdvSecretOfAnotherLength() {
    DeviceKeys keys = DeviceKeys.generate(new Random(1));

    assertThrows(IllegalArgumentException.class, () -> keys.withAdvSecret(new byte[31]));
  }

  @Test
  void fillsAQrTextWithFiveFields() {
    DeviceKeys keys = DeviceKeys.generate(new Random(1));

    String[] parts = QrText.of("2@ref/+=", keys).split("#", 2);

    assertEquals("https://wa.me/settings/linked_devices", parts[0]);
    String[] fields = parts[1].split(",");
    assertEquals(5, fields.length);
    assertEquals("2@ref/+=", fields[0]);
    assertArrayEquals(keys.noise().publicKey(), Base64.getDecoder().decode(fields[1]));
    assertArrayEquals(keys.identity().publicKey(), Base64.getDecoder().decode(fields[2]));
    assertArrayEquals(keys.advSecret(), Base64.getDecoder().decode(fields[3]));
    assertEquals("1", fields[4]);
  }

  @Test
  void comparesPairingIdentitiesByContent() {
    assertEquals(identity(1), identity(1));
    assertEquals(identity(1).hashCode(), identity(1).hashCode());
    assertNotEquals(identity(1), identity(2));
  }

  private static PairingIdentity identity(int keyIndex) {
    return new PairingIdentity(
        Jid.phone("5511987654321", 5),
        Jid.lid("123456789012345", 5),
        "android",
        null,
        new byte[32],
        keyIndex,
        new byte[] {1});
  }
}
