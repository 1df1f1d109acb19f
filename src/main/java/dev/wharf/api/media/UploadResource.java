package dev.wharf.api.media;

import dev.wharf.account.Accounts;
import dev.wharf.api.account.Query;
import dev.wharf.api.problem.Rejected;
import dev.wharf.identity.AccountId;
import dev.wharf.messaging.Refusal;
import dev.wharf.messaging.content.MediaType;
import dev.wharf.messaging.spool.Uploads;
import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Takes files that shall be sent, piece by piece: none is ever in memory as a whole. */
@Path("/whatsapp/accounts/{id}/media")
@Produces(jakarta.ws.rs.core.MediaType.APPLICATION_JSON)
@Authenticated
@Tag(name = "Media", description = "Files of messages.")
public class UploadResource {

  private static final String UNKNOWN = "application/octet-stream";
  private static final int LONGEST_NAME = 256;

  private final Accounts accounts;
  private final Uploads uploads;

  UploadResource(Accounts accounts, Uploads uploads) {
    this.accounts = accounts;
    this.uploads = uploads;
  }

  @POST
  @Operation(
      summary = "Upload a file to be sent",
      description =
          "The body is the file itself, of any Content-Type. What comes back is sent with messages"
              + " as media.uploadId. It is encrypted as it comes in.")
  @RequestBody(
      content =
          @Content(
              mediaType = UNKNOWN,
              schema = @Schema(type = SchemaType.STRING, format = "binary")))
  @APIResponse(
      responseCode = "201",
      description = "It can be sent.",
      content = @Content(schema = @Schema(implementation = UploadBody.class)))
  public Uni<RestResponse<UploadBody>> upload(
      @PathParam("id") String id,
      @Parameter(
              description =
                  "image, video, videoNote, gif, audio, voice, document or sticker; if absent the"
                      + " Content-Type decides.")
          @QueryParam("type")
          @Nullable String type,
      @Parameter(description = "What the file shall be called.") @QueryParam("fileName")
          @Nullable String fileName,
      @HeaderParam(HttpHeaders.CONTENT_TYPE) @Nullable String contentType,
      @HeaderParam(HttpHeaders.CONTENT_LENGTH) @Nullable Long length,
      @Context HttpServerRequest request) {
    request.pause();
    try {
      AccountId account = accounts.get(Query.account(id)).id();
      var label = label(type, fileName, contentType);
      if (length != null && length > uploads.most(label.type())) {
        throw uploads.tooLarge(label.type());
      }
      return uploads
          .take(account, label, request)
          .map(taken -> RestResponse.status(RestResponse.Status.CREATED, UploadBody.of(taken)));
    } catch (RuntimeException refused) {
      // The body is not read, so the connection cannot be used again.
      request.response().putHeader("Connection", "close");
      throw refused;
    }
  }

  private static Uploads.Label label(
      @Nullable String type, @Nullable String fileName, @Nullable String contentType) {
    String mimetype = contentType == null || contentType.isBlank() ? UNKNOWN : contentType.strip();
    MediaType kind =
        type == null
            ? usual(mimetype)
            : MediaType.of(type)
                .orElseThrow(() -> Rejected.parameter("type", "must be a type of file"));
    Optional<String> name =
        Optional.ofNullable(fileName).map(String::strip).filter(it -> !it.isEmpty());
    if (name.filter(it -> it.length() > LONGEST_NAME || it.indexOf(0) >= 0).isPresent()) {
      throw Rejected.parameter("fileName", "must be 1 to 256 characters");
    }
    if (!Uploads.fits(kind, mimetype)) {
      throw Refusal.invalid(
          "mimetype_mismatch",
          "type",
          "A file of the type " + kind.word() + " has another Content-Type than this one.");
    }
    return new Uploads.Label(kind, mimetype, name);
  }

  private static MediaType usual(String mimetype) {
    String group = mimetype.toLowerCase(Locale.ROOT);
    if (group.startsWith("image/")) {
      return MediaType.IMAGE;
    }
    if (group.startsWith("video/")) {
      return MediaType.VIDEO;
    }
    return group.startsWith("audio/") ? MediaType.AUDIO : MediaType.DOCUMENT;
  }
}
