package dev.wharf.api.limits;

import dev.wharf.account.Accounts;
import dev.wharf.api.account.Query;
import dev.wharf.api.problem.Problems;
import dev.wharf.api.problem.Rejected;
import dev.wharf.identity.AccountId;
import dev.wharf.limits.Limiter;
import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** How much an account may do. */
@Path("/whatsapp/accounts/{id}/limits")
@Produces(MediaType.APPLICATION_JSON)
@Authenticated
@Tag(
    name = "Limits",
    description =
        "How much an account may do, so that its number is not lost. They lower the risk that"
            + " WhatsApp bans a number that an unofficial client uses; they do not take it away.")
public class LimitsResource {

  private final Accounts accounts;
  private final Limiter limiter;
  private final Clock clock;

  LimitsResource(Accounts accounts, Limiter limiter, Clock clock) {
    this.accounts = accounts;
    this.limiter = limiter;
    this.clock = clock;
  }

  @GET
  @Operation(
      summary = "Look at the limits",
      description = "Every limit with what is left of it, and when the next message could go out.")
  public Uni<LimitsBody> get(@PathParam("id") String id) {
    AccountId account = Query.account(id);
    accounts.get(account);
    return limiter.overview(account, now()).map(overview -> LimitsBody.of(account, overview));
  }

  @PATCH
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(
      summary = "Change the limits",
      description =
          "Absent fields stay, null brings the default back. No limit can be set above its ceiling."
              + " What is used stays used.")
  public Uni<LimitsBody> patch(@PathParam("id") String id, @Nullable LimitsPatch body) {
    AccountId account = Query.account(id);
    accounts.get(account);
    if (body == null) {
      throw new Rejected(Problems.bodyMissing());
    }
    Instant now = now();
    return limiter
        .change(account, body.change(now), now)
        .invoke(() -> accounts.get(account))
        .map(overview -> LimitsBody.of(account, overview));
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }
}
