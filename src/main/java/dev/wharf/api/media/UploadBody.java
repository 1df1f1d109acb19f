package dev.wharf.api.media;

import dev.wharf.messaging.Upload;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A file that can be sent. */
@Schema(name = "Upload", description = "A file that can be sent, with one message or with many.")
public record UploadBody(
    @Schema(description = "Send it as media.uploadId.") String uploadId,
    @Schema(description = "As what it can be sent; it cannot be changed.", examples = "document")
        String type,
    @Schema(examples = "application/pdf") String mimetype,
    @Schema(description = "In bytes.") long size,
    @Nullable String fileName,
    @Schema(description = "Of a picture, if Wharf can tell.") @Nullable Integer width,
    @Nullable Integer height,
    @Schema(description = "It is kept until then, and longer if it is used.") Instant expiresAt) {

  static UploadBody of(Upload upload) {
    return new UploadBody(
        upload.id(),
        upload.type().word(),
        upload.mimetype(),
        upload.ref().size().orElse(0),
        upload.fileName().orElse(null),
        upload.picture().map(Upload.Picture::width).orElse(null),
        upload.picture().map(Upload.Picture::height).orElse(null),
        upload.until());
  }
}
