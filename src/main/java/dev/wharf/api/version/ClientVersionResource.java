package dev.wharf.api.version;

import dev.wharf.account.ClientVersions;
import dev.wharf.account.Refused;
import dev.wharf.api.problem.Problems;
import dev.wharf.api.problem.Rejected;
import dev.wharf.identity.AccountId;
import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** The version that all accounts tell WhatsApp they are, and how it is changed. */
@Path("/whatsapp/client-version")
@Produces(MediaType.APPLICATION_JSON)
@Authenticated
@Tag(
    name = "Client version",
    description =
        "WhatsApp turns away clients that are too old: the version can change at run time.")
public class ClientVersionResource {

  private final ClientVersions versions;

  ClientVersionResource(ClientVersions versions) {
    this.versions = versions;
  }

  /** What to become. */
  @Schema(name = "ClientVersionRequest")
  public record VersionBody(
      @Schema(examples = "2.3000.1045649367", required = true) @Nullable String version,
      @Schema(description = "Account that tries it first; Wharf chooses one if it is not given.")
          @Nullable String canary) {}

  @GET
  @Operation(summary = "The client version", description = "And how the last change of it went.")
  public ClientVersions.View view() {
    return versions.view();
  }

  @PUT
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(
      summary = "Change the client version",
      description =
          "One account, the canary, connects with it first. When it comes online the version is"
              + " adopted for all: they tell it at their next connect, and accounts that were"
              + " turned away as outdated connect at once. If it does not, everything stays.")
  @APIResponse(
      responseCode = "202",
      description = "On trial.",
      content = @Content(schema = @Schema(implementation = ClientVersions.View.class)))
  public Uni<RestResponse<ClientVersions.View>> change(@Nullable VersionBody body) {
    if (body == null) {
      throw new Rejected(Problems.bodyMissing());
    }
    String version = body.version();
    return versions
        .propose(version == null ? "" : version, account(body.canary()))
        .map(ClientVersionResource::accepted);
  }

  @POST
  @Path("refresh")
  @Operation(
      summary = "Look the version up",
      description = "Asks WhatsApp for its present version and tries it if it is newer.")
  @APIResponse(
      responseCode = "202",
      description = "Looked up, and on trial if it is newer.",
      content = @Content(schema = @Schema(implementation = ClientVersions.View.class)))
  public Uni<RestResponse<ClientVersions.View>> refresh() {
    return versions.refresh().map(ClientVersionResource::accepted);
  }

  private static @Nullable AccountId account(@Nullable String canary) {
    if (canary == null) {
      return null;
    }
    try {
      return AccountId.parse(canary);
    } catch (IllegalArgumentException e) {
      throw new Refused(
          Refused.Kind.INVALID, "invalid_canary", "The canary is the id of an account.", null);
    }
  }

  private static RestResponse<ClientVersions.View> accepted(ClientVersions.View view) {
    return RestResponse.status(RestResponse.Status.ACCEPTED, view);
  }
}
