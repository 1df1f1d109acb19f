package dev.wharf.admin.diagnosis;

import dev.wharf.api.account.Query;
import dev.wharf.identity.AccountId;
import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Variant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What is wrong with an account, as JSON, as words and as a file to send. */
@Path("/whatsapp/accounts/{id}")
@Authenticated
@Tag(name = "Diagnosis", description = "What is wrong with an account, and what to do about it.")
public class DiagnosisResource {

  private static final String ZIP = "application/zip";
  private static final String TEXT = "text/plain;charset=UTF-8";
  private static final int SHORT_ID = 8;

  /** Who takes anything gets JSON. */
  private static final List<Variant> FORMS =
      Variant.mediaTypes(MediaType.APPLICATION_JSON_TYPE, MediaType.TEXT_PLAIN_TYPE).build();

  private final Diagnosis diagnosis;
  private final SupportBundle bundle;

  DiagnosisResource(Diagnosis diagnosis, SupportBundle bundle) {
    this.diagnosis = diagnosis;
    this.bundle = bundle;
  }

  @GET
  @Path("diagnostics")
  @Produces(MediaType.APPLICATION_JSON)
  @Operation(
      summary = "All that helps to find out what is wrong",
      description =
          "Answers also while the database does not, then without what only that knows. Phone"
              + " numbers are shortened.")
  public Uni<DiagnosticsBody> diagnostics(@PathParam("id") String id) {
    return diagnosis.of(Query.account(id));
  }

  @GET
  @Path("explain")
  @Produces({MediaType.APPLICATION_JSON, MediaType.TEXT_PLAIN})
  @Operation(
      summary = "What is wrong, in plain words",
      description = "And what to do next, at Wharf and on the phone. JSON or text, by Accept.")
  @APIResponse(
      responseCode = "200",
      description = "The explanation.",
      content = {
        @Content(
            mediaType = "application/json",
            schema = @Schema(implementation = Explanation.class)),
        @Content(mediaType = "text/plain", schema = @Schema(type = SchemaType.STRING))
      })
  public Uni<Response> explain(@PathParam("id") String id, @Context Request request) {
    Variant asked = request.selectVariant(FORMS);
    boolean text = asked != null && MediaType.TEXT_PLAIN_TYPE.isCompatible(asked.getMediaType());
    return diagnosis
        .explain(Query.account(id))
        .map(
            words ->
                text
                    ? Response.ok(words.text(), TEXT).build()
                    : Response.ok(words, MediaType.APPLICATION_JSON).build());
  }

  @GET
  @Path("support-bundle")
  @Produces(ZIP)
  @Operation(
      summary = "A file for whoever helps",
      description =
          "Diagnosis, timeline, the last 200 log lines of the account and the configuration,"
              + " without secrets; phone numbers are shortened.")
  @APIResponse(
      responseCode = "200",
      description = "The file.",
      content =
          @Content(mediaType = ZIP, schema = @Schema(type = SchemaType.STRING, format = "binary")))
  public Uni<Response> supportBundle(@PathParam("id") String id) {
    AccountId account = Query.account(id);
    String name = "wharf-support-" + account.toString().substring(0, SHORT_ID) + ".zip";
    return bundle
        .of(account)
        .map(
            zip ->
                Response.ok(zip, ZIP)
                    .header(
                        HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + name + "\"")
                    .header(HttpHeaders.CACHE_CONTROL, "no-store")
                    .build());
  }
}
