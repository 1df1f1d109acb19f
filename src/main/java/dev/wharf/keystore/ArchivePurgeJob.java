package dev.wharf.keystore;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** Purges credentials that were put aside long enough ago. */
@ApplicationScoped
class ArchivePurgeJob {

  private static final Logger LOG = Logger.getLogger(ArchivePurgeJob.class);

  private final CredentialStore store;
  private final Clock clock;
  private final Duration keep;

  ArchivePurgeJob(
      CredentialStore store,
      Clock clock,
      @ConfigProperty(name = "wharf.archive.keep") Duration keep) {
    this.store = store;
    this.clock = clock;
    this.keep = keep;
  }

  @Scheduled(
      cron = "{wharf.archive.cron}",
      concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  Uni<Void> run() {
    return store
        .purgeArchivedBefore(clock.instant().minus(keep))
        .invoke(count -> LOG.infof("archived credentials purged rows=%d", count))
        .replaceWithVoid();
  }
}
