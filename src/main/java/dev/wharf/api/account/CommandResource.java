package dev.wharf.api.account;

import dev.wharf.account.Accounts;
import dev.wharf.event.AccountView;
import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/** What operators want of an account. Each answers as soon as the wish is stored. */
@Path("/whatsapp/accounts/{id}")
@Produces(MediaType.APPLICATION_JSON)
@Authenticated
@Tag(name = "Commands", description = "Say what an account should do; watch the push for the rest.")
public class CommandResource {

  private final Accounts accounts;

  CommandResource(Accounts accounts) {
    this.accounts = accounts;
  }

  @POST
  @Path("initialize")
  @Operation(
      summary = "Connect",
      description = "Pairs the account if it is not paired, else connects it. Idempotent.")
  @APIResponse(
      responseCode = "202",
      description = "The account, on its way.",
      content = @Content(schema = @Schema(implementation = AccountBody.class)))
  public Uni<RestResponse<AccountBody>> initialize(@PathParam("id") String id) {
    return accepted(accounts.initialize(Query.account(id)));
  }

  @POST
  @Path("stop")
  @Operation(summary = "Disconnect", description = "It stays paired and can be initialized again.")
  @APIResponse(
      responseCode = "202",
      description = "The account, on its way.",
      content = @Content(schema = @Schema(implementation = AccountBody.class)))
  public Uni<RestResponse<AccountBody>> stop(@PathParam("id") String id) {
    return accepted(accounts.stop(Query.account(id)));
  }

  @POST
  @Path("reconnect")
  @Operation(summary = "Connect anew", description = "Drops the link it has and makes another.")
  @APIResponse(
      responseCode = "202",
      description = "The account, on its way.",
      content = @Content(schema = @Schema(implementation = AccountBody.class)))
  public Uni<RestResponse<AccountBody>> reconnect(@PathParam("id") String id) {
    return accepted(accounts.reconnect(Query.account(id)));
  }

  @POST
  @Path("reset")
  @Operation(
      summary = "Start afresh",
      description = "Drops its keys (they are archived for some days); it must be paired again.")
  @APIResponse(
      responseCode = "202",
      description = "The account, on its way.",
      content = @Content(schema = @Schema(implementation = AccountBody.class)))
  public Uni<RestResponse<AccountBody>> reset(@PathParam("id") String id) {
    return accepted(accounts.reset(Query.account(id)));
  }

  @POST
  @Path("logout")
  @Operation(summary = "Unlink from the phone", description = "And drop its keys.")
  @APIResponse(
      responseCode = "202",
      description = "The account, on its way.",
      content = @Content(schema = @Schema(implementation = AccountBody.class)))
  public Uni<RestResponse<AccountBody>> logout(@PathParam("id") String id) {
    return accepted(accounts.logout(Query.account(id)));
  }

  @POST
  @Path("restore-credentials")
  @Operation(
      summary = "Undo a logout",
      description =
          "Takes the newest archived keys back, where WhatsApp's word that the device is unlinked"
              + " was wrong or a reset was a mistake. Then initialize to connect with them. Archived"
              + " keys are kept for 7 days.")
  @APIResponse(
      responseCode = "202",
      description = "The account, paired again and stopped.",
      content = @Content(schema = @Schema(implementation = AccountBody.class)))
  public Uni<RestResponse<AccountBody>> restoreCredentials(@PathParam("id") String id) {
    return accepted(accounts.restoreCredentials(Query.account(id)));
  }

  private static Uni<RestResponse<AccountBody>> accepted(Uni<AccountView> account) {
    return account.map(
        view -> RestResponse.status(RestResponse.Status.ACCEPTED, AccountBody.of(view)));
  }
}
