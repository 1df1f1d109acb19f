package dev.wharf.messaging.media;

import static dev.wharf.protocol.ProtocolFaults.assertFault;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.wharf.messaging.media.MediaDecryptor.Expected;
import dev.wharf.protocol.ProtocolFault.Kind;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OpenedStreamTest {

  private static final MediaKeys KEYS = MediaKeys.derive(MediaKind.HISTORY, new byte[32]);

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 15, 16, 17, 65_535, 65_536, 200_001})
  void givesWhatWasSealed(int size) {
    byte[] plain = bytes(size);
    assertArrayEquals(plain, all(open(seal(plain), Long.MAX_VALUE >> 8)));
  }

  @Test
  void givesOneByteAfterTheOther() throws IOException {
    byte[] plain = bytes(100);
    try (var stream = open(seal(plain), 1_000)) {
      for (byte each : plain) {
        assertEquals(each & 0xFF, stream.read());
      }
      assertEquals(-1, stream.read());
      assertEquals(-1, stream.read());
    }
  }

  @Test
  void endsInAFaultIfItIsNotWhatWasSealed() {
    byte[] file = seal(bytes(100_000));
    file[70_000] ^= 1;
    assertFault(Kind.FORGED, "media.mac", () -> all(open(file, 1_000_000)));
    assertFault(Kind.TRUNCATED, "media", () -> all(open(new byte[3], 1_000_000)));
    assertFault(Kind.TOO_LARGE, "media", () -> all(open(seal(bytes(100_000)), 1_000)));
  }

  private static InputStream open(byte[] file, long most) {
    var anything = new Expected(Optional.empty(), Optional.empty(), OptionalLong.empty());
    return new OpenedStream(
        new ByteArrayInputStream(file), new MediaDecryptor(KEYS, anything, most));
  }

  private static byte[] all(InputStream stream) {
    try (stream) {
      return stream.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] seal(byte[] plain) {
    var encryptor = new MediaEncryptor(KEYS);
    var out = new ByteArrayOutputStream();
    out.writeBytes(encryptor.update(plain));
    out.writeBytes(encryptor.finish().tail());
    return out.toByteArray();
  }

  private static byte[] bytes(int size) {
    byte[] bytes = new byte[size];
    new Random(size).nextBytes(bytes);
    return bytes;
  }
}
