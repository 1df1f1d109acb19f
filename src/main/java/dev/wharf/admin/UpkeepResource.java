package dev.wharf.admin;

import dev.wharf.account.AccountBoard;
import dev.wharf.account.Accounts;
import dev.wharf.account.KeyCare;
import dev.wharf.event.AccountView;
import dev.wharf.event.Status;
import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** The whole of this Wharf, looked over and tidied up. What the command line asks. */
@Path("/admin")
@Produces(MediaType.APPLICATION_JSON)
@Authenticated
@Tag(name = "Upkeep", description = "Look over all accounts, and tidy up.")
public class UpkeepResource {

  private static final Logger LOG = Logger.getLogger(UpkeepResource.class);
  private static final int AT_ONCE = 8;
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  private final AccountBoard board;
  private final Accounts accounts;
  private final KeyCare keys;
  private final Clock clock;

  UpkeepResource(AccountBoard board, Accounts accounts, KeyCare keys, Clock clock) {
    this.board = board;
    this.accounts = accounts;
    this.keys = keys;
    this.clock = clock;
  }

  /** How all of it is. */
  @Schema(name = "Diagnostics")
  public record DiagnosticsBody(
      Instant at,
      @Schema(description = "Whether nothing is stuck and all keys are sound.") boolean fine,
      int accounts,
      @Schema(description = "How many accounts have each status.") Map<Status, Integer> byStatus,
      List<StuckBody> stuck,
      KeysBody keys) {}

  /** What was tidied up, or would be. */
  @Schema(name = "Cleanup")
  public record CleanupBody(
      boolean dryRun,
      @Schema(description = "Stuck accounts that are inactive now, or would be.")
          List<StuckBody> stopped,
      @Schema(description = "Stuck accounts that could not be stopped.") List<FailedBody> failed,
      @Schema(description = "Accounts that do not exist and whose keys are gone now, or would be.")
          long orphanedKeys) {}

  /** A stuck account that resisted. */
  @Schema(name = "CleanupFailure")
  public record FailedBody(String id, String message) {}

  @GET
  @Path("diagnostics")
  @Operation(
      summary = "How all of it is",
      description =
          "Accounts by status, those that are stuck, and the key store, of which everything is"
              + " opened once.")
  public Uni<DiagnosticsBody> diagnostics() {
    return keys.check()
        .map(
            report -> {
              Instant now = clock.instant();
              List<AccountView> all = board.all();
              List<StuckBody> stuck = bodies(Overdue.of(all, now), now);
              return new DiagnosticsBody(
                  now,
                  stuck.isEmpty() && report.isSound(),
                  all.size(),
                  byStatus(all),
                  stuck,
                  KeysBody.of(report));
            });
  }

  @POST
  @Path("cleanup")
  @Operation(
      summary = "Tidy up",
      description =
          "Stuck accounts are stopped, so that they are inactive and can be initialized again; keys"
              + " of accounts that do not exist are destroyed.")
  public Uni<CleanupBody> cleanup(
      @Parameter(description = "Only say what would be done.")
          @QueryParam("dryRun")
          @DefaultValue("false")
          boolean dryRun) {
    Instant now = clock.instant();
    List<Overdue> stuck = Overdue.of(board.all(), now);
    Uni<List<Stopped>> stopped =
        dryRun
            ? Uni.createFrom().item(stuck.stream().map(each -> new Stopped(each, null)).toList())
            : Multi.createFrom()
                .iterable(stuck)
                .onItem()
                .transformToUni(this::stop)
                .merge(AT_ONCE)
                .collect()
                .asList();
    return stopped.chain(
        results -> keys.dropOrphans(dryRun).map(orphans -> body(dryRun, results, orphans, now)));
  }

  /**
   * @param failure why it is not stopped; null if it is
   */
  private record Stopped(Overdue stuck, @Nullable String failure) {}

  private Uni<Stopped> stop(Overdue stuck) {
    var id = stuck.account().id();
    return accounts
        .stop(id)
        .ifNoItem()
        .after(PATIENCE)
        .fail()
        .invoke(done -> LOG.infof("cleanup stopped accountId=%s was=%s", id, word(stuck)))
        .map(done -> new Stopped(stuck, null))
        .onFailure()
        .invoke(failure -> LOG.warnf(failure, "cleanup could not stop accountId=%s", id))
        .onFailure()
        .recoverWithItem(
            failure ->
                new Stopped(
                    stuck, "It could not be stopped: look into the log, and restart Wharf."));
  }

  private static String word(Overdue stuck) {
    var standing = stuck.account().standing();
    return standing.status().word() + "/" + standing.state();
  }

  private static CleanupBody body(
      boolean dryRun, List<Stopped> results, long orphans, Instant now) {
    return new CleanupBody(
        dryRun,
        results.stream()
            .filter(result -> result.failure() == null)
            .map(result -> StuckBody.of(result.stuck(), now))
            .toList(),
        results.stream()
            .flatMap(
                result ->
                    Stream.ofNullable(result.failure())
                        .map(
                            failure ->
                                new FailedBody(result.stuck().account().id().toString(), failure)))
            .toList(),
        orphans);
  }

  private static List<StuckBody> bodies(List<Overdue> stuck, Instant now) {
    return stuck.stream().map(each -> StuckBody.of(each, now)).toList();
  }

  private static Map<Status, Integer> byStatus(List<AccountView> all) {
    var counts = new EnumMap<Status, Integer>(Status.class);
    for (Status status : Status.values()) {
      counts.put(status, 0);
    }
    all.forEach(account -> counts.merge(account.standing().status(), 1, Integer::sum));
    return counts;
  }
}
