package dev.wharf.protocol.signal;

import dev.wharf.protocol.KeyPair;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** A one-time pre-key. Its id has 24 bits and is never 0 (connection.md 9.1). */
public record PreKey(int id, KeyPair keyPair) {

  public static final int MAX_ID = 0xFFFFFF;

  public PreKey {
    requireId(id);
  }

  /** {@code count} new keys with ids from {@code firstId} on; after the last id comes 1 again. */
  public static List<PreKey> batch(int firstId, int count, RandomGenerator random) {
    requireId(firstId);
    return IntStream.range(0, count)
        .mapToObj(i -> new PreKey((firstId - 1 + i) % MAX_ID + 1, KeyPair.generate(random)))
        .toList();
  }

  /** The id as it goes over the wire: 3 bytes, big-endian. */
  public byte[] idBytes() {
    return idBytes(id);
  }

  static byte[] idBytes(int id) {
    return new byte[] {(byte) (id >>> 16), (byte) (id >>> 8), (byte) id};
  }

  static void requireId(int id) {
    if (id < 1 || id > MAX_ID) {
      throw new IllegalArgumentException("pre-key id out of range: " + id);
    }
  }
}
