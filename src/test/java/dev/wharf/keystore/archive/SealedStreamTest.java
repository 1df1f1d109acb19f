package dev.wharf.keystore.archive;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.wharf.keystore.MasterKey;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import javax.crypto.SecretKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SealedStreamTest {

  private static final SecureRandom RANDOM = new SecureRandom();
  private static final MasterKey MASTER = masterKey();
  private static final SecretKey KEY = Head.fresh(MASTER, RANDOM).key(MASTER);
  private static final int CHUNK = Chunk.SEALED;

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 65_535, 65_536, 65_537, 131_072, 200_001})
  void opensWhatItSealed(int length) throws IOException {
    byte[] plain = bytes(length);
    byte[] sealed = seal(plain);
    int chunks = Math.max(1, (length + Chunk.PLAIN - 1) / Chunk.PLAIN);
    assertEquals(length + chunks * Chunk.TAG, sealed.length);
    assertArrayEquals(plain, open(sealed, KEY));
  }

  static Stream<Arguments> changes() {
    return Stream.of(
        change("empty", all -> new byte[0]),
        change("one bit in the first chunk", all -> flip(all, 0)),
        change("one bit in the last chunk", all -> flip(all, all.length - 1)),
        change("last byte gone", all -> Arrays.copyOf(all, all.length - 1)),
        change("last chunk gone", all -> Arrays.copyOf(all, 3 * CHUNK)),
        change("only the first chunk", all -> Arrays.copyOf(all, CHUNK)),
        change("shorter than a tag", all -> Arrays.copyOf(all, 3)),
        change("first chunk gone", all -> Arrays.copyOfRange(all, CHUNK, all.length)),
        change("chunks swapped", SealedStreamTest::swap),
        change("a chunk twice", SealedStreamTest::twice),
        change("a byte more", all -> Arrays.copyOf(all, all.length + 1)),
        change("itself after it", all -> join(all, all)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("changes")
  void refusesWhatWasChanged(String what, UnaryOperator<byte[]> change) throws IOException {
    byte[] changed = change.apply(seal(bytes(3 * Chunk.PLAIN + 1000)));
    assertThrows(ArchiveFault.class, () -> open(changed, KEY));
  }

  @Test
  void refusesAnotherKey() throws IOException {
    byte[] sealed = seal(bytes(100));
    SecretKey other = Head.fresh(MASTER, RANDOM).key(MASTER);
    assertThrows(ArchiveFault.class, () -> open(sealed, other));
  }

  @Test
  void readsItsOwnHead() throws IOException {
    Head head = Head.fresh(MASTER, RANDOM);
    Head read = Head.read(new ByteArrayInputStream(head.bytes()));
    assertEquals(MASTER.id(), read.masterKeyId());
    assertArrayEquals(head.key(MASTER).getEncoded(), read.key(MASTER).getEncoded());
  }

  static Stream<Arguments> heads() {
    byte[] head = Head.fresh(MASTER, RANDOM).bytes();
    byte[] later = head.clone();
    later[8] = 2;
    return Stream.of(
        Arguments.of(new byte[0], "is not an archive"),
        Arguments.of(new byte[100], "is not an archive"),
        Arguments.of(Arrays.copyOf(head, 8), "damaged"),
        Arguments.of(Arrays.copyOf(head, head.length - 1), "damaged"),
        Arguments.of(later, "format 2"));
  }

  @ParameterizedTest
  @MethodSource("heads")
  void refusesAHeadThatIsNone(byte[] head, String says) {
    var fault = assertThrows(ArchiveFault.class, () -> Head.read(new ByteArrayInputStream(head)));
    assertEquals(true, fault.getMessage().contains(says), fault.getMessage());
  }

  private static Arguments change(String what, UnaryOperator<byte[]> change) {
    return Arguments.of(what, change);
  }

  private static byte[] seal(byte[] plain) throws IOException {
    var out = new ByteArrayOutputStream();
    var sealed = new SealedOutput(out, KEY);
    sealed.write(plain);
    sealed.finish();
    return out.toByteArray();
  }

  private static byte[] open(byte[] sealed, SecretKey key) throws IOException {
    return new SealedInput(new ByteArrayInputStream(sealed), key).readAllBytes();
  }

  private static byte[] flip(byte[] bytes, int at) {
    byte[] changed = bytes.clone();
    changed[at] ^= 1;
    return changed;
  }

  private static byte[] swap(byte[] sealed) {
    byte[] changed = sealed.clone();
    System.arraycopy(sealed, 0, changed, CHUNK, CHUNK);
    System.arraycopy(sealed, CHUNK, changed, 0, CHUNK);
    return changed;
  }

  private static byte[] twice(byte[] sealed) {
    return join(Arrays.copyOf(sealed, CHUNK), sealed);
  }

  private static byte[] join(byte[] one, byte[] other) {
    byte[] both = Arrays.copyOf(one, one.length + other.length);
    System.arraycopy(other, 0, both, one.length, other.length);
    return both;
  }

  private static byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    RANDOM.nextBytes(bytes);
    return bytes;
  }

  private static MasterKey masterKey() {
    return MasterKey.parse(Base64.getEncoder().encodeToString(bytes(32)), "test");
  }
}
