package dev.wharf.api.account;

import dev.wharf.account.AccountFilter;
import dev.wharf.account.AccountPatch;
import dev.wharf.account.Accounts;
import dev.wharf.account.TimelineFilter;
import dev.wharf.api.problem.Problems;
import dev.wharf.api.problem.Rejected;
import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.net.URI;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Accounts as things: create, list, look at, change, delete. */
@Path("/whatsapp/accounts")
@Produces(MediaType.APPLICATION_JSON)
@Authenticated
@Tag(name = "Accounts", description = "Create, list, look at, change and delete accounts.")
public class AccountResource {

  private final Accounts accounts;

  AccountResource(Accounts accounts) {
    this.accounts = accounts;
  }

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(
      summary = "Create an account",
      description = "It starts as inactive/created. Initialize it to get a QR code.")
  @APIResponse(
      responseCode = "201",
      description = "The account.",
      content = @Content(schema = @Schema(implementation = AccountBody.class)),
      headers = @Header(name = "Location", schema = @Schema(type = SchemaType.STRING)))
  public Uni<RestResponse<AccountBody>> create(@Nullable NewAccountBody body) {
    return accounts.create(present(body).command()).map(view -> created(AccountBody.of(view)));
  }

  @GET
  @Operation(summary = "List accounts", description = "Oldest first, page by page.")
  public AccountsBody list(
      @Parameter(
              description = "Only these; several may be given, divided by commas.",
              example = "active,warming")
          @QueryParam("status")
          List<String> status,
      @QueryParam("tenant") @Nullable String tenant,
      @Parameter(description = "Part of the name, your id or the phone number.") @QueryParam("q")
          @Nullable String q,
      @Parameter(description = "«next» of the page before.") @QueryParam("after")
          @Nullable String after,
      @Parameter(schema = @Schema(type = SchemaType.INTEGER, minimum = "1", maximum = "200"))
          @QueryParam("limit")
          @DefaultValue(Query.LIMIT_DEFAULT)
          String limit) {
    return AccountsBody.of(
        accounts.list(
            new AccountFilter(
                Query.statuses(status),
                Query.text(tenant),
                Query.text(q),
                Query.text(after),
                Query.limit(limit))));
  }

  @GET
  @Path("{id}")
  @Operation(summary = "Look at an account")
  public AccountBody get(@PathParam("id") String id) {
    return AccountBody.of(accounts.get(Query.account(id)));
  }

  @PATCH
  @Path("{id}")
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(summary = "Change an account", description = "Absent fields stay, null clears.")
  public Uni<AccountBody> patch(@PathParam("id") String id, @Nullable PatchBody body) {
    AccountPatch patch = body == null ? null : body.command();
    return accounts.patch(Query.account(id), present(patch)).map(AccountBody::of);
  }

  @DELETE
  @Path("{id}")
  @Operation(
      summary = "Delete an account",
      description = "Unlinks it from the phone if it is online, and forgets it and its keys.")
  @APIResponse(responseCode = "204", description = "It is gone.")
  public Uni<Void> delete(@PathParam("id") String id) {
    return accounts.delete(Query.account(id));
  }

  @GET
  @Path("{id}/status")
  @Operation(summary = "Where an account stands")
  public StatusBody status(@PathParam("id") String id) {
    return StatusBody.of(accounts.get(Query.account(id)));
  }

  @GET
  @Path("{id}/timeline")
  @Operation(
      summary = "What happened to an account",
      description =
          "The newest first: each change of its standing, and each step of each link with its"
              + " duration and outcome. Kept for 30 days, or as wharf.history.keep says.")
  public Uni<TimelineBody> timeline(
      @PathParam("id") String id,
      @Parameter(description = "«next» of the page before.") @QueryParam("before")
          @Nullable String before,
      @Parameter(
              description =
                  "Only these; several may be given, divided by commas: status, step, identity,"
                      + " error, operator.",
              example = "step,error")
          @QueryParam("kind")
          List<String> kind,
      @Parameter(
              description =
                  "Only the steps of links of this number. Numbers begin anew with each start of"
                      + " Wharf.",
              schema = @Schema(type = SchemaType.INTEGER))
          @QueryParam("link")
          @Nullable String link,
      @Parameter(schema = @Schema(type = SchemaType.INTEGER, minimum = "1", maximum = "200"))
          @QueryParam("limit")
          @DefaultValue(Query.LIMIT_DEFAULT)
          String limit) {
    int most = Query.limit(limit);
    TimelineFilter filter =
        TimelineFilter.newest(most)
            .before(Query.cursor("before", before))
            .of(Query.kinds(kind), Query.cursor("link", link));
    return accounts
        .timeline(Query.account(id), filter)
        .map(entries -> TimelineBody.of(entries, most));
  }

  private static RestResponse<AccountBody> created(AccountBody body) {
    return RestResponse.ResponseBuilder.<AccountBody>created(
            URI.create("/whatsapp/accounts/" + body.id()))
        .entity(body)
        .build();
  }

  private static <T> T present(@Nullable T body) {
    if (body == null) {
      throw new Rejected(Problems.bodyMissing());
    }
    return body;
  }
}
