package dev.wharf.messaging.spool;

import dev.wharf.messaging.content.MediaRef;
import dev.wharf.messaging.media.MediaDecryptor.Expected;
import dev.wharf.messaging.media.MediaKeys;
import dev.wharf.messaging.media.MediaKind;
import dev.wharf.protocol.Opaque;
import dev.wharf.protocol.ProtocolFault;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/**
 * A file as a message tells of it: how it is sealed, and what it must turn out to be. Never prints
 * its key.
 */
public record SealedFile(MediaKind kind, Opaque mediaKey, Expected expected, String place) {

  /**
   * Empty if the message does not say what opens it.
   *
   * @throws ProtocolFault if the key is none
   */
  public static Optional<SealedFile> of(MediaKind kind, MediaRef ref) {
    return ref.mediaKey()
        .map(
            key ->
                new SealedFile(
                    kind,
                    key,
                    new Expected(ref.fileSha256(), ref.fileEncSha256(), ref.size()),
                    ref.fileEncSha256().isPresent() ? "" : ref.directPath().orElse("")));
  }

  public MediaKeys keys() {
    return MediaKeys.derive(kind, mediaKey.bytes());
  }

  /**
   * Its name in the spool: the same for the same bytes under the same key, so that whoever has the
   * message finds the file, and nobody else does.
   */
  String name() {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      digest.update(kind.name().getBytes(StandardCharsets.US_ASCII));
      digest.update(mediaKey.bytes());
      expected.fileEncSha256().ifPresent(hash -> digest.update(hash.bytes()));
      expected.fileSha256().ifPresent(hash -> digest.update(hash.bytes()));
      digest.update(place.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this JDK has no SHA-256", e);
    }
  }

  @Override
  public String toString() {
    return "SealedFile[" + kind + "]";
  }
}
