package dev.wharf.messaging.media;

import dev.wharf.protocol.Hkdf;
import dev.wharf.protocol.ProtocolFault;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/** The keys of one file, made from the media key that its message carries. Never prints them. */
public record MediaKeys(byte[] iv, byte[] cipherKey, byte[] macKey) {

  public static final int MEDIA_KEY = 32;
  private static final int LENGTH = 112;

  /**
   * @throws ProtocolFault if the media key has not 32 bytes
   */
  public static MediaKeys derive(MediaKind kind, byte[] mediaKey) {
    if (mediaKey.length != MEDIA_KEY) {
      throw new ProtocolFault(
          ProtocolFault.Kind.MALFORMED, "media.key", "has " + mediaKey.length + " bytes, not 32");
    }
    byte[] keys =
        Hkdf.sha256(mediaKey, new byte[0], kind.info().getBytes(StandardCharsets.US_ASCII), LENGTH);
    return new MediaKeys(
        Arrays.copyOfRange(keys, 0, 16),
        Arrays.copyOfRange(keys, 16, 48),
        Arrays.copyOfRange(keys, 48, 80));
  }

  /** A new media key. {@code random} must be cryptographically strong. */
  public static byte[] newMediaKey(RandomGenerator random) {
    byte[] key = new byte[MEDIA_KEY];
    random.nextBytes(key);
    return key;
  }

  @Override
  public String toString() {
    return "MediaKeys";
  }
}
