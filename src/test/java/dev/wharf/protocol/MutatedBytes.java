package dev.wharf.protocol;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/** Bytes that are nearly right. */
public final class MutatedBytes {

  private static final int MOST = 1 << 16;

  private final RandomGenerator random;

  public MutatedBytes(RandomGenerator random) {
    this.random = random;
  }

  /** A variant of one of these. */
  public byte[] next(List<byte[]> models) {
    byte[] bytes = pick(models).clone();
    for (int i = random.nextInt(1, 5); i > 0 && bytes.length > 1; i--) {
      bytes = turned(bytes, models);
    }
    return bytes;
  }

  /** A variant of these bytes. */
  public byte[] next(byte[] model) {
    return next(List.of(model));
  }

  private byte[] turned(byte[] bytes, List<byte[]> models) {
    int at = random.nextInt(bytes.length);
    return switch (random.nextInt(8)) {
      case 0 -> with(bytes, at, random.nextInt());
      case 1 -> with(bytes, at, bytes[at] ^ 1 << random.nextInt(8));
      case 2 -> with(bytes, at, random.nextBoolean() ? 0xFF : 0x7F);
      case 3 -> Arrays.copyOf(bytes, at);
      case 4 -> joined(bytes, bytes.length, bytes, 0, at);
      case 5 -> joined(bytes, at, bytes, at + 1, bytes.length - at - 1);
      case 6 -> joined(bytes, at, noise(), 0, 8);
      case 7 -> {
        byte[] other = pick(models);
        int from = random.nextInt(other.length + 1);
        yield joined(bytes, at, other, from, other.length - from);
      }
      default -> throw new AssertionError();
    };
  }

  private static byte[] with(byte[] bytes, int at, int value) {
    bytes[at] = (byte) value;
    return bytes;
  }

  /** The first bytes of one and some of another. */
  private static byte[] joined(byte[] head, int length, byte[] tail, int from, int more) {
    int kept = Math.min(more, Math.max(0, MOST - length));
    byte[] both = Arrays.copyOf(head, length + kept);
    System.arraycopy(tail, from, both, length, kept);
    return both;
  }

  private byte[] noise() {
    byte[] noise = new byte[8];
    random.nextBytes(noise);
    return noise;
  }

  private byte[] pick(List<byte[]> from) {
    return from.get(random.nextInt(from.size()));
  }
}
