package dev.wharf.api.health;

import dev.wharf.account.AccountBoard;
import dev.wharf.event.AccountView;
import dev.wharf.event.Status;
import io.smallrye.common.annotation.NonBlocking;
import io.smallrye.mutiny.Uni;
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

  private static final String OK = "ok";
  private static final String DEGRADED = "degraded";

  private final AccountBoard board;

  private final DatabasePulse database;

  HealthResource(AccountBoard board, DatabasePulse database) {
    this.board = board;
    this.database = database;
  }

  /** How it goes, in numbers. */
  @Schema(name = "Health")
  public record HealthBody(
      @Schema(
              description = "degraded while the database does not answer.",
              enumeration = {OK, DEGRADED})
          String status,
      @Schema(description = "Accounts that are active.") int connected,
      int accounts) {}

  @GET
  @Produces({MediaType.TEXT_PLAIN, MediaType.APPLICATION_JSON})
  @Operation(
      summary = "Is it up?",
      description =
          "The word ok, or JSON where that is asked for. While the database does not answer,"
              + " degraded with 503: accounts stay connected, but nothing can be changed.")
  @APIResponse(
      responseCode = "200",
      description = "It is.",
      content = {
        @Content(mediaType = "text/plain", schema = @Schema(type = SchemaType.STRING)),
        @Content(
            mediaType = "application/json",
            schema = @Schema(implementation = HealthBody.class))
      })
  @APIResponse(
      responseCode = "503",
      description = "Degraded.",
      content = {
        @Content(mediaType = "text/plain", schema = @Schema(type = SchemaType.STRING)),
        @Content(
            mediaType = "application/json",
            schema = @Schema(implementation = HealthBody.class))
      })
  public Uni<Response> health(@Context Request request) {
    Variant asked = request.selectVariant(FORMS);
    boolean json = asked != null && MediaType.APPLICATION_JSON_TYPE.equals(asked.getMediaType());
    return database.answers().map(up -> answer(up, json));
  }

  private Response answer(boolean up, boolean json) {
    String word = up ? OK : DEGRADED;
    return Response.status(up ? Response.Status.OK : Response.Status.SERVICE_UNAVAILABLE)
        .type(json ? MediaType.APPLICATION_JSON : MediaType.TEXT_PLAIN)
        .entity(json ? count(word) : word)
        .build();
  }

  private HealthBody count(String word) {
    List<AccountView> accounts = board.all();
    long connected =
        accounts.stream().filter(view -> view.standing().status() == Status.ACTIVE).count();
    return new HealthBody(word, (int) connected, accounts.size());
  }
}
