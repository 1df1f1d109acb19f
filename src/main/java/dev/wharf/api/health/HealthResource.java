package dev.wharf.api.health;

import dev.wharf.account.AccountBoard;
import dev.wharf.event.AccountView;
import dev.wharf.event.Status;
import io.smallrye.common.annotation.NonBlocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
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

/** The short health answer, for people and for older integrations. Probes are under /q/health. */
@Path("/health")
@NonBlocking
@Tag(name = "Health", description = "Needs no key.")
public class HealthResource {

  /** Who takes anything gets the text. */
  private static final List<Variant> FORMS =
      Variant.mediaTypes(MediaType.TEXT_PLAIN_TYPE, MediaType.APPLICATION_JSON_TYPE).build();

  private final AccountBoard board;

  HealthResource(AccountBoard board) {
    this.board = board;
  }

  /** How it goes, in numbers. */
  @Schema(name = "Health")
  public record HealthBody(
      @Schema(examples = "ok") String status,
      @Schema(description = "Accounts that are active.") int connected,
      int accounts) {}

  @GET
  @Produces({MediaType.TEXT_PLAIN, MediaType.APPLICATION_JSON})
  @Operation(summary = "Is it up?", description = "The word ok, or JSON where that is asked for.")
  @APIResponse(
      responseCode = "200",
      content = {
        @Content(mediaType = "text/plain", schema = @Schema(type = SchemaType.STRING)),
        @Content(
            mediaType = "application/json",
            schema = @Schema(implementation = HealthBody.class))
      })
  public Response health(@Context Request request) {
    Variant asked = request.selectVariant(FORMS);
    return asked != null && MediaType.APPLICATION_JSON_TYPE.equals(asked.getMediaType())
        ? Response.ok(count(), MediaType.APPLICATION_JSON).build()
        : Response.ok("ok", MediaType.TEXT_PLAIN).build();
  }

  private HealthBody count() {
    List<AccountView> accounts = board.all();
    long connected =
        accounts.stream().filter(view -> view.standing().status() == Status.ACTIVE).count();
    return new HealthBody("ok", (int) connected, accounts.size());
  }
}
