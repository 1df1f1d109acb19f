package dev.wharf.api.health;

import dev.wharf.account.AccountBoard;
import dev.wharf.event.AccountView;
import dev.wharf.event.Status;
import io.smallrye.common.annotation.NonBlocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The short health answer, for people and for older integrations. Probes are under /q/health. */
@Path("/health")
@NonBlocking
@Tag(name = "Health", description = "Needs no key.")
public class HealthResource {

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
  @Produces(MediaType.TEXT_PLAIN)
  @Operation(summary = "Is it up?")
  public String text() {
    return "ok";
  }

  @GET
  @Produces(MediaType.APPLICATION_JSON)
  @Operation(summary = "Is it up?")
  public HealthBody json() {
    List<AccountView> accounts = board.all();
    long connected =
        accounts.stream().filter(view -> view.standing().status() == Status.ACTIVE).count();
    return new HealthBody("ok", (int) connected, accounts.size());
  }
}
