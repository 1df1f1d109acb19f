package dev.wharf.messaging.media;

import static dev.wharf.protocol.ProtocolFaults.assertFault;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.wharf.messaging.media.MediaDecryptor.Expected;
import dev.wharf.protocol.GoldenVectors;
import dev.wharf.protocol.Opaque;
import dev.wharf.protocol.ProtocolFault.Kind;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class MediaSealingTest {

  private static final long MAX = 1 << 20;
  private static final Expected ANYTHING =
      new Expected(Optional.empty(), Optional.empty(), OptionalLong.empty());

  private final GoldenVectors vectors = GoldenVectors.load("media");
  private final byte[] mediaKey = counting(32);
  private final MediaKeys keys = MediaKeys.derive(MediaKind.IMAGE, mediaKey);

  private record File(byte[] bytes, Expected expected) {}

  @ParameterizedTest
  @EnumSource(names = {"IMAGE", "VIDEO", "AUDIO", "DOCUMENT", "HISTORY", "APP_STATE"})
  void derivesTheKeysThatOthersDerive(MediaKind kind) {
    var derived = MediaKeys.derive(kind, mediaKey);

    assertArrayEquals(vectors.bytes(kind + ".iv"), derived.iv());
    assertArrayEquals(vectors.bytes(kind + ".cipherKey"), derived.cipherKey());
    assertArrayEquals(vectors.bytes(kind + ".macKey"), derived.macKey());
  }

  @Test
  void sealsAsOthersDo() {
    var encryptor = new MediaEncryptor(keys);
    byte[] start = encryptor.update("hello".getBytes(StandardCharsets.US_ASCII));
    var sealed = encryptor.finish();

    assertEquals(0, start.length);
    assertArrayEquals(vectors.bytes("hello.image"), sealed.tail());
    assertEquals(new Opaque(vectors.bytes("hello.image.sha256")), sealed.fileEncSha256());
    assertEquals(5, sealed.size());
    assertEquals(26, sealed.fileSize());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 15, 16, 17, 31, 32, 4_095, 65_536, 100_003})
  void opensWhatItSealedInPiecesOfAnySize(int size) {
    byte[] plain = new byte[size];
    new Random(size).nextBytes(plain);
    var file = seal(plain);

    assertEquals(MediaEncryptor.fileSize(size), file.bytes.length);
    for (int piece : new int[] {1, 7, 10, 16, 1_000, 1 << 20}) {
      if (file.bytes.length / piece < 10_000) {
        assertArrayEquals(plain, open(file.bytes, file.expected, piece));
      }
    }
  }

  @Test
  void noticesEveryTurnedByte() {
    var file = seal(counting(40));
    for (int at = 0; at < file.bytes.length; at++) {
      byte[] turned = file.bytes.clone();
      turned[at] ^= 1;
      assertFault(Kind.FORGED, "media.mac", () -> open(turned, ANYTHING, 9));
      assertFault(Kind.FORGED, "media.fileEncSha256", () -> open(turned, file.expected, 9));
    }
  }

  @Test
  void noticesEveryMissingEnd() {
    var file = seal(counting(40));
    for (int length = 0; length < file.bytes.length; length++) {
      byte[] cut = Arrays.copyOf(file.bytes, length);
      boolean whole = length >= 26 && (length - 10) % 16 == 0;
      assertFault(
          whole ? Kind.FORGED : Kind.TRUNCATED,
          whole ? "media.mac" : "media",
          () -> open(cut, ANYTHING, 9));
    }
  }

  @Test
  void noticesAnotherFileThanTheMessageTellsOf() {
    var file = seal(counting(40));
    var other = Optional.of(new Opaque(new byte[32]));

    assertFault(
        Kind.FORGED,
        "media.fileSha256",
        () -> open(file.bytes, new Expected(other, Optional.empty(), OptionalLong.empty()), 9));
    assertFault(
        Kind.FORGED,
        "media.size",
        () ->
            open(
                file.bytes,
                new Expected(Optional.empty(), Optional.empty(), OptionalLong.of(41)),
                9));
  }

  @Test
  void stopsWhenTheFileIsTooLarge() {
    var decryptor = new MediaDecryptor(keys, ANYTHING, 100);
    var file = seal(new byte[100]);
    decryptor.update(file.bytes);
    assertFault(Kind.TOO_LARGE, "media", () -> decryptor.update(new byte[1]));
  }

  @Test
  void wantsAWholeMediaKey() {
    assertFault(Kind.MALFORMED, "media.key", () -> MediaKeys.derive(MediaKind.IMAGE, new byte[31]));
  }

  private File seal(byte[] plain) {
    var encryptor = new MediaEncryptor(keys);
    var out = new ByteArrayOutputStream();
    int piece = 1 + plain.length / 3;
    for (int at = 0; at < plain.length; at += piece) {
      out.writeBytes(encryptor.update(plain, at, Math.min(piece, plain.length - at)));
    }
    var end = encryptor.finish();
    out.writeBytes(end.tail());
    return new File(
        out.toByteArray(),
        new Expected(
            Optional.of(end.fileSha256()),
            Optional.of(end.fileEncSha256()),
            OptionalLong.of(end.size())));
  }

  private byte[] open(byte[] file, Expected expected, int piece) {
    var decryptor = new MediaDecryptor(keys, expected, MAX);
    var out = new ByteArrayOutputStream();
    for (int at = 0; at < file.length; at += piece) {
      out.writeBytes(decryptor.update(file, at, Math.min(piece, file.length - at)));
    }
    out.writeBytes(decryptor.finish());
    return out.toByteArray();
  }

  private static byte[] counting(int length) {
    byte[] bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      bytes[i] = (byte) i;
    }
    return bytes;
  }
}
