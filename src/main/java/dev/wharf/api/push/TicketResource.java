package dev.wharf.api.push;

import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.NonBlocking;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/** Gives out passes for the push to who has the key. */
@Path("/ws/tickets")
@Produces(MediaType.APPLICATION_JSON)
@Authenticated
@NonBlocking
@Tag(name = "Push", description = "Live events over the WebSocket /ws/events.")
public class TicketResource {

  private final Tickets tickets;

  TicketResource(Tickets tickets) {
    this.tickets = tickets;
  }

  /** A pass that opens one connection. */
  @Schema(name = "Ticket")
  public record TicketBody(String ticket, Instant expiresAt) {
    @Override
    public String toString() {
      return "TicketBody[]";
    }
  }

  @POST
  @Operation(
      summary = "A ticket for the live push",
      description =
          "Open the WebSocket /ws/events?ticket=… with it within 30 seconds, once. Then send"
              + " {\"subscribe\": {\"accounts\": [\"*\"], \"types\": [\"*\"]}}. The answer is a"
              + " snapshot, then events in order. With «after» (a seq that was seen) the events"
              + " since then come instead of the snapshot. A message of type gap says that events"
              + " were left out: subscribe again with its «after», or without it for a snapshot.")
  @APIResponse(
      responseCode = "201",
      description = "The ticket.",
      content = @Content(schema = @Schema(implementation = TicketBody.class)))
  public RestResponse<TicketBody> issue() {
    Tickets.Ticket ticket = tickets.issue();
    return RestResponse.status(
        RestResponse.Status.CREATED, new TicketBody(ticket.secret(), ticket.expiresAt()));
  }
}
