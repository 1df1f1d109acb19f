package dev.wharf.messaging.spool;

import dev.wharf.messaging.content.FilePlace;
import dev.wharf.messaging.content.MediaRef;
import dev.wharf.messaging.content.MediaType;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A file that waits to be sent, and how far its upload is.
 *
 * @param tries how often the upload failed
 * @param notBefore when it may be tried again
 * @param failure why it will never be uploaded, one word
 * @param place where it is at WhatsApp
 */
public record Shelved(
    String id,
    MediaType type,
    MediaRef ref,
    int tries,
    @Nullable Instant notBefore,
    Optional<String> failure,
    Optional<FilePlace> place) {

  public SealedFile file() {
    return SealedFile.of(type.keys(), ref)
        .orElseThrow(() -> new IllegalStateException("shelved without a key"));
  }
}
