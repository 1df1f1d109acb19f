package dev.wharf.messaging;

import dev.wharf.messaging.content.MediaRef;
import dev.wharf.messaging.content.MediaType;
import java.time.Instant;
import java.util.Optional;

/**
 * A file that was given to Wharf and can be sent, with one message or with many.
 *
 * @param type as what it is sealed: it can be sent as what is sealed alike, and as nothing else
 * @param ref without its place at WhatsApp, as long as it has none
 * @param until it can be sent if nobody asks for it before
 */
public record Upload(
    String id,
    MediaType type,
    MediaRef ref,
    String mimetype,
    Optional<String> fileName,
    Optional<Picture> picture,
    Instant until) {

  /** How large a picture is, in pixels. */
  public record Picture(int width, int height) {}
}
