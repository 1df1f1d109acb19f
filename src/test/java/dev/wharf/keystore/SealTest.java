package dev.wharf.keystore;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.wharf.identity.AccountId;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.crypto.SecretKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SealTest {

  private static final SecureRandom RANDOM = new SecureRandom();
  private static final AccountId ALICE = new AccountId(new UUID(1, 2));
  private static final AccountId BOB = new AccountId(new UUID(2, 1));
  private static final SecretKey KEY = Seal.key(bytes(32));
  private static final byte[] SECRET = "a secret".getBytes(StandardCharsets.UTF_8);
  private static final Purpose PURPOSE = Purpose.preKey(ALICE, 1);
  private static final byte[] BOX = Seal.close(KEY, PURPOSE, SECRET, RANDOM);

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 32, 5000})
  void opensWhatItClosed(int length) {
    byte[] secret = bytes(length);
    assertArrayEquals(secret, Seal.open(KEY, PURPOSE, Seal.close(KEY, PURPOSE, secret, RANDOM)));
  }

  @Test
  void neverMakesTheSameBoxTwice() {
    assertFalse(Arrays.equals(BOX, Seal.close(KEY, PURPOSE, SECRET, RANDOM)));
  }

  @Test
  void doesNotOpenWithOneBitChangedAnywhere() {
    for (int bit = 0; bit < 8 * BOX.length; bit++) {
      byte[] changed = BOX.clone();
      changed[bit / 8] ^= (byte) (1 << bit % 8);
      assertCorrupt(KEY, PURPOSE, changed);
    }
  }

  static IntStream shorterLengths() {
    return IntStream.range(0, BOX.length);
  }

  @ParameterizedTest
  @MethodSource("shorterLengths")
  void doesNotOpenWhenTruncated(int length) {
    assertCorrupt(KEY, PURPOSE, Arrays.copyOf(BOX, length));
  }

  @Test
  void doesNotOpenWithSomethingBehind() {
    assertCorrupt(KEY, PURPOSE, Arrays.copyOf(BOX, BOX.length + 1));
  }

  static Stream<Purpose> otherPurposes() {
    return Stream.of(
        Purpose.preKey(BOB, 1),
        Purpose.preKey(ALICE, 2),
        Purpose.preKey(ALICE, 11),
        Purpose.credentials(ALICE),
        Purpose.dataKey(ALICE));
  }

  @ParameterizedTest
  @MethodSource("otherPurposes")
  void doesNotOpenForAnotherAccountOrKind(Purpose other) {
    assertCorrupt(KEY, other, BOX);
  }

  @Test
  void doesNotOpenWithAnotherKey() {
    assertCorrupt(Seal.key(bytes(32)), PURPOSE, BOX);
  }

  @Test
  void unwrapsADataKey() {
    var master = MasterKey.of(bytes(32));
    assertEquals(KEY, master.unwrap(ALICE, master.wrap(ALICE, KEY, RANDOM)));
  }

  @Test
  void namesAnotherMasterKeyAsTheCause() {
    var wrapped = MasterKey.of(bytes(32)).wrap(ALICE, KEY, RANDOM);
    var other = MasterKey.of(bytes(32));
    assertEquals(KeystoreFault.Kind.WRONG_MASTER_KEY, fault(() -> other.unwrap(ALICE, wrapped)));
  }

  @Test
  void doesNotUnwrapAnotherAccountsDataKey() {
    var master = MasterKey.of(bytes(32));
    var wrapped = master.wrap(ALICE, KEY, RANDOM);
    assertEquals(KeystoreFault.Kind.CORRUPT, fault(() -> master.unwrap(BOB, wrapped)));
  }

  @Test
  void anIdBelongsToTheKeyAndTellsNothingOfIt() {
    byte[] bytes = bytes(32);
    assertEquals(MasterKey.of(bytes).id(), MasterKey.of(bytes).id());
    assertFalse(MasterKey.of(bytes).id().equals(MasterKey.of(bytes(32)).id()));
    assertEquals(16, MasterKey.of(bytes).id().length());
  }

  @Test
  void readsAMasterKeyWithTheNewlineThatToolsLeave() {
    byte[] bytes = bytes(32);
    String text = Base64.getEncoder().encodeToString(bytes) + "\n";
    assertEquals(MasterKey.of(bytes).id(), MasterKey.parse(text, "it").id());
  }

  static Stream<String> noMasterKeys() {
    return Stream.of(
        "",
        "not base64!",
        Base64.getEncoder().encodeToString(bytes(31)),
        Base64.getEncoder().encodeToString(bytes(33)),
        "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef");
  }

  @ParameterizedTest
  @MethodSource("noMasterKeys")
  void refusesWhatIsNoMasterKey(String text) {
    assertEquals(
        KeystoreFault.Kind.NO_MASTER_KEY, fault(() -> MasterKey.parse(text, "wharf.master-key")));
  }

  private static void assertCorrupt(SecretKey key, Purpose purpose, byte[] box) {
    assertEquals(KeystoreFault.Kind.CORRUPT, fault(() -> Seal.open(key, purpose, box)));
  }

  private static KeystoreFault.Kind fault(org.junit.jupiter.api.function.Executable act) {
    return assertThrows(KeystoreFault.class, act).kind();
  }

  private static byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    RANDOM.nextBytes(bytes);
    return bytes;
  }
}
