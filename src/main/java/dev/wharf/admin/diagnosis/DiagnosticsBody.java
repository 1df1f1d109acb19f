package dev.wharf.admin.diagnosis;

import dev.wharf.account.Recent;
import dev.wharf.account.TimelineEntry;
import dev.wharf.account.Vitals;
import dev.wharf.event.AccountView;
import dev.wharf.event.PairedIdentity;
import dev.wharf.event.Reason;
import dev.wharf.event.Standing;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** All that helps to find out what is wrong with one account. Phone numbers are shortened. */
@Schema(
    name = "Diagnostics",
    description =
        "All that helps to find out what is wrong with an account. Phone numbers are shortened.")
public record DiagnosticsBody(
    Instant at,
    String id,
    String name,
    @Schema(nullable = true) @Nullable String tenant,
    @Schema(nullable = true) @Nullable String externalId,
    boolean wanted,
    boolean paired,
    Instant createdAt,
    Standing standing,
    @Schema(description = "The phone number and the hidden id with their last two digits.")
        PairedIdentity identity,
    @Schema(
            nullable = true,
            description = "Signs of life of the running session; null if there is none.")
        @Nullable Vitals vitals,
    @Schema(nullable = true, description = "Null if there was none, or the database is gone.")
        @Nullable LinkBody lastLink,
    @Schema(nullable = true, description = "Null if the database does not answer.")
        @Nullable Recent last24Hours,
    @Schema(description = "The session's settings in force, by their names.")
        Map<String, String> configuration,
    ServerBody server,
    Explanation explain) {

  /** The newest link. */
  @Schema(name = "DiagnosticsLink")
  public record LinkBody(long link, List<StepBody> steps) {

    static @Nullable LinkBody of(List<TimelineEntry> steps) {
      if (steps.isEmpty()) {
        return null;
      }
      Long link = steps.getFirst().link();
      return new LinkBody(link == null ? 0 : link, steps.stream().map(StepBody::of).toList());
    }
  }

  /** One step of it. */
  @Schema(name = "DiagnosticsStep")
  public record StepBody(
      Instant at,
      @Schema(examples = "handshake") @Nullable String step,
      @Nullable Long durationMs,
      @Schema(description = "ok, or how it ended.") @Nullable String outcome) {

    private static StepBody of(TimelineEntry entry) {
      return new StepBody(entry.at(), entry.step(), entry.durationMs(), entry.outcome());
    }
  }

  /** The process. */
  @Schema(name = "DiagnosticsServer")
  public record ServerBody(
      int port,
      String host,
      long uptimeSeconds,
      @Schema(description = "How many accounts have each status.") Map<String, Integer> accounts,
      @Schema(description = "Whether the database answers.") boolean database) {}

  static Standing shortened(Standing standing) {
    return new Standing(
        standing.status(),
        standing.state(),
        standing.since(),
        shortened(standing.reason()),
        standing.until(),
        standing.nextRetryAt(),
        standing.attempt());
  }

  static @Nullable Reason shortened(@Nullable Reason reason) {
    return reason == null
        ? null
        : new Reason(
            reason.code(), reason.origin(), Shortened.text(reason.message()), reason.action());
  }

  static PairedIdentity shortened(PairedIdentity identity) {
    return new PairedIdentity(
        Shortened.orNull(identity.phoneNumber()),
        Shortened.orNull(identity.lid()),
        Shortened.orNull(identity.pushName()),
        identity.platform());
  }

  /** An operator may have put a number into a name or an id of their own. */
  static AccountView shortened(AccountView account) {
    return new AccountView(
        account.id(),
        Shortened.text(account.name()),
        Shortened.orNull(account.tenant()),
        Shortened.orNull(account.externalId()),
        Map.of(),
        account.presence(),
        account.wanted(),
        account.paired(),
        account.createdAt(),
        shortened(account.standing()),
        shortened(account.identity()));
  }
}
