package dev.wharf.protocol.signal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wharf.protocol.KeyPair;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PreKeyTest {

  private static final KeyPair IDENTITY = KeyPair.generate(new Random(1));

  @Test
  void countsIdsUp() {
    assertEquals(List.of(7, 8, 9), ids(PreKey.batch(7, 3, new Random(1))));
  }

  @Test
  void startsAgainAfterTheLastId() {
    assertEquals(List.of(0xFFFFFE, 0xFFFFFF, 1, 2), ids(PreKey.batch(0xFFFFFE, 4, new Random(1))));
  }

  @Test
  void makesEveryKeyOfABatchAnew() {
    var publicKeys = new HashSet<KeyPair>();
    PreKey.batch(1, 100, new Random(1)).forEach(key -> publicKeys.add(key.keyPair()));

    assertEquals(100, publicKeys.size());
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 0x1000000})
  void refusesAnIdOutOfRange(int id) {
    assertThrows(IllegalArgumentException.class, () -> new PreKey(id, IDENTITY));
    assertThrows(IllegalArgumentException.class, () -> PreKey.batch(id, 1, new Random(1)));
    assertThrows(
        IllegalArgumentException.class, () -> SignedPreKey.create(id, IDENTITY, new Random(1)));
  }

  @Test
  void writesIdsInThreeBytes() {
    assertArrayEquals(new byte[] {1, 2, (byte) 0xFF}, new PreKey(0x0102FF, IDENTITY).idBytes());
    assertArrayEquals(
        new byte[] {0, 0, 1}, SignedPreKey.create(1, IDENTITY, new Random(1)).idBytes());
  }

  @Test
  void isSignedByItsIdentityAndNobodyElse() {
    var key = SignedPreKey.create(1, IDENTITY, new Random(2));

    assertTrue(key.isSignedBy(IDENTITY.publicKey()));
    assertFalse(key.isSignedBy(KeyPair.generate(new Random(3)).publicKey()));
  }

  @Test
  void refusesASignatureOfAnotherLength() {
    assertThrows(IllegalArgumentException.class, () -> new SignedPreKey(1, IDENTITY, new byte[63]));
  }

  @Test
  void comparesSignedKeysByContentAndPrintsNoKey() {
    var key = SignedPreKey.create(1, IDENTITY, new Random(2));
    var same = new SignedPreKey(1, key.keyPair(), key.signature().clone());

    assertEquals(key, same);
    assertEquals(key.hashCode(), same.hashCode());
    assertNotEquals(key, new SignedPreKey(2, key.keyPair(), key.signature()));
    assertEquals("SignedPreKey[1]", key.toString());
  }

  private static List<Integer> ids(List<PreKey> keys) {
    return keys.stream().map(PreKey::id).toList();
  }
}
