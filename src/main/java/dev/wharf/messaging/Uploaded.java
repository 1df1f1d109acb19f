package dev.wharf.messaging;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.wharf.messaging.content.MediaType;
import java.util.Optional;

/** What is known of an uploaded file and was not said with the message. */
final class Uploaded {

  private static final String MEDIA = "media";

  private Uploaded() {}

  /**
   * What was asked for, completed.
   *
   * @throws Refusal if the file cannot be sent as what was asked for
   */
  static ObjectNode completed(NewMessage message) {
    ObjectNode body = Targets.completed(message);
    if (message.uploaded().isEmpty() || !(body.get(MEDIA) instanceof ObjectNode)) {
      return body;
    }
    Upload upload = message.uploaded().get();
    Optional<MediaType> wanted = MediaType.of(body.path("type").asText());
    if (wanted.isPresent() && !wanted.get().isSealedAs(upload.type())) {
      throw Refusal.invalid(
          "upload_type_mismatch",
          "media.uploadId",
          "This was uploaded as "
              + upload.type().word()
              + " and cannot be sent as "
              + wanted.get().word()
              + ": upload it again with that type.");
    }
    ObjectNode whole = body.deepCopy();
    ObjectNode media = whole.withObject("/" + MEDIA);
    // Of a file within the request there is no need of a second copy.
    media.remove("base64");
    lacking(media, "mimetype", upload.mimetype());
    upload.fileName().ifPresent(name -> lacking(media, "fileName", name));
    upload
        .picture()
        .filter(it -> !media.hasNonNull("width") && !media.hasNonNull("height"))
        .ifPresent(it -> media.put("width", it.width()).put("height", it.height()));
    return whole;
  }

  private static void lacking(ObjectNode media, String field, String value) {
    if (!media.hasNonNull(field)) {
      media.put(field, value);
    }
  }
}
