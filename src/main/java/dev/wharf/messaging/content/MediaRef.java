package dev.wharf.messaging.content;

import dev.wharf.protocol.Opaque;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Where a sealed file lies and what opens it. What a peer left out is empty; without a media key
 * the file cannot be read.
 *
 * @param directPath on whichever media host is told by the server
 * @param mediaKey 32 bytes
 * @param fileSha256 of the plain file
 * @param fileEncSha256 of the sealed file
 * @param size of the plain file in bytes
 * @param keyedAt when the key was made
 */
public record MediaRef(
    Optional<String> url,
    Optional<String> directPath,
    Optional<Opaque> mediaKey,
    Optional<Opaque> fileSha256,
    Optional<Opaque> fileEncSha256,
    OptionalLong size,
    Optional<Instant> keyedAt) {

  public static final MediaRef NONE =
      new MediaRef(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          OptionalLong.empty(),
          Optional.empty());
}
