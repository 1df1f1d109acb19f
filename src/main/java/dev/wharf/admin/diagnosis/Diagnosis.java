package dev.wharf.admin.diagnosis;

import dev.wharf.account.Accounts;
import dev.wharf.account.Fleet;
import dev.wharf.account.Recent;
import dev.wharf.account.TimelineEntry;
import dev.wharf.account.Timelines;
import dev.wharf.account.Vitals;
import dev.wharf.admin.diagnosis.DiagnosticsBody.LinkBody;
import dev.wharf.admin.diagnosis.DiagnosticsBody.ServerBody;
import dev.wharf.api.ServerFacts;
import dev.wharf.event.AccountView;
import dev.wharf.identity.AccountId;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Puts together what is known of an account. What only the database knows is left out while it does
 * not answer: that is when people look.
 */
@Singleton
class Diagnosis {

  private static final Duration LATELY = Duration.ofHours(24);
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private final Accounts accounts;
  private final Timelines timelines;
  private final Fleet fleet;
  private final ConfigurationShown configuration;
  private final ServerFacts server;
  private final Clock clock;

  Diagnosis(
      Accounts accounts,
      Timelines timelines,
      Fleet fleet,
      ConfigurationShown configuration,
      ServerFacts server,
      Clock clock) {
    this.accounts = accounts;
    this.timelines = timelines;
    this.fleet = fleet;
    this.configuration = configuration;
    this.server = server;
    this.clock = clock;
  }

  /** Fails with {@link dev.wharf.account.Refused} if there is no such account. */
  Uni<DiagnosticsBody> of(AccountId id) {
    return Uni.createFrom()
        .item(() -> DiagnosticsBody.shortened(accounts.get(id)))
        .chain(
            account ->
                Uni.combine()
                    .all()
                    .unis(
                        perhaps(timelines.lastLink(id)),
                        perhaps(timelines.recent(id, clock.instant().minus(LATELY))))
                    .with((steps, recent) -> body(account, steps, recent)));
  }

  Uni<Explanation> explain(AccountId id) {
    return of(id).map(DiagnosticsBody::explain);
  }

  private DiagnosticsBody body(
      AccountView account, Optional<List<TimelineEntry>> steps, Optional<Recent> recent) {
    Instant now = clock.instant();
    Optional<Vitals> vitals = fleet.vitals(account.id());
    return new DiagnosticsBody(
        now,
        account.id().toString(),
        account.name(),
        account.tenant(),
        account.externalId(),
        account.wanted(),
        account.paired(),
        account.createdAt(),
        account.standing(),
        account.identity(),
        vitals.orElse(null),
        steps.map(LinkBody::of).orElse(null),
        recent.orElse(null),
        configuration.ofSessions(),
        new ServerBody(
            server.port(),
            server.host(),
            server.uptime().toSeconds(),
            server.accounts(),
            recent.isPresent()),
        Explanation.of(account, vitals, recent.orElse(Recent.NOTHING), now));
  }

  private static <T> Uni<Optional<T>> perhaps(Uni<T> read) {
    return read.ifNoItem()
        .after(PATIENCE)
        .fail()
        .map(Optional::of)
        .onFailure()
        .recoverWithItem(Optional.empty());
  }
}
