package dev.wharf.api.compatible;

import dev.wharf.account.AccountBoard;
import dev.wharf.account.Accounts;
import dev.wharf.account.Fleet;
import dev.wharf.api.ServerFacts;
import dev.wharf.api.health.DatabasePulse;
import dev.wharf.event.AccountView;
import dev.wharf.event.Status;
import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/** The endpoints of the services that integrators come from, with the JSON that they know. */
@Path("/whatsapp/{tenantId}")
@Produces(MediaType.APPLICATION_JSON)
@Authenticated
@Tag(
    name = "Compatible",
    description =
        "For integrations that were made for other services. tenantId is an account's external id,"
            + " or its own id.")
public class TenantResource {

  private final Tenants tenants;
  private final Accounts accounts;
  private final AccountBoard board;
  private final Fleet fleet;
  private final LimitsInForce limits;
  private final ServerFacts server;
  private final DatabasePulse database;
  private final Clock clock;

  TenantResource(
      Tenants tenants,
      Accounts accounts,
      AccountBoard board,
      Fleet fleet,
      LimitsInForce limits,
      ServerFacts server,
      DatabasePulse database,
      Clock clock) {
    this.tenants = tenants;
    this.accounts = accounts;
    this.board = board;
    this.fleet = fleet;
    this.limits = limits;
    this.server = server;
    this.database = database;
    this.clock = clock;
  }

  @GET
  @Path("status")
  @Operation(summary = "Where a tenant's account stands")
  public TenantStatus status(@PathParam("tenantId") String tenantId) {
    return TenantStatus.of(session(tenants.get(tenantId)));
  }

  @GET
  @Path("diagnostics")
  @Operation(
      summary = "A diagnosis of a tenant's account",
      description = "Our own, under /whatsapp/accounts/{id}/diagnostics, says more.")
  public Uni<TenantDiagnostics> diagnostics(@PathParam("tenantId") String tenantId) {
    var session = session(tenants.get(tenantId));
    return database
        .answers()
        .map(
            reachable ->
                new TenantDiagnostics(
                    tenantId,
                    session.at(),
                    TenantDiagnostics.Session.of(session),
                    TenantDiagnostics.Filesystem.of(session, reachable),
                    limits.shown(),
                    server()));
  }

  @POST
  @Path("start")
  @Operation(
      summary = "Connect a tenant's account",
      description = "Creates it if there is none, then pairs or connects it. Idempotent.")
  @APIResponse(
      responseCode = "202",
      description = "Where it stands, on its way.",
      content = @Content(schema = @Schema(implementation = TenantStatus.class)))
  public Uni<RestResponse<TenantStatus>> start(@PathParam("tenantId") String tenantId) {
    return tenants
        .getOrCreate(tenantId)
        .chain(account -> accounts.initialize(account.id()))
        .map(this::accepted);
  }

  @POST
  @Path("reset")
  @Operation(
      summary = "Start a tenant's account afresh",
      description = "Drops its pairing; the next start shows a QR code. Idempotent.")
  @APIResponse(
      responseCode = "202",
      description = "Where it stands.",
      content = @Content(schema = @Schema(implementation = TenantStatus.class)))
  public Uni<RestResponse<TenantStatus>> reset(@PathParam("tenantId") String tenantId) {
    return accounts.reset(tenants.get(tenantId).id()).map(this::accepted);
  }

  private RestResponse<TenantStatus> accepted(AccountView account) {
    return RestResponse.status(RestResponse.Status.ACCEPTED, TenantStatus.of(session(account)));
  }

  private TenantSession session(AccountView account) {
    return new TenantSession(
        account, fleet.vitals(account.id()), board.qr(account.id()).isPresent(), clock.instant());
  }

  private TenantDiagnostics.Server server() {
    int idle = server.accounts().getOrDefault(Status.INACTIVE.word(), 0);
    int all = server.accounts().values().stream().mapToInt(Integer::intValue).sum();
    return new TenantDiagnostics.Server(
        server.port(), server.host(), all - idle, server.uptime().toSeconds());
  }
}
