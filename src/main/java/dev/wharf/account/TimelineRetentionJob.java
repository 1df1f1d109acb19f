package dev.wharf.account;

import dev.wharf.event.HistoryConfig;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import org.jboss.logging.Logger;

/** Drops lines of the timelines that are older than the history is kept. */
@ApplicationScoped
public class TimelineRetentionJob {

  private static final Logger LOG = Logger.getLogger(TimelineRetentionJob.class);

  private final AccountRepository accounts;
  private final HistoryConfig config;
  private final Clock clock;

  TimelineRetentionJob(AccountRepository accounts, HistoryConfig config, Clock clock) {
    this.accounts = accounts;
    this.config = config;
    this.clock = clock;
  }

  public Uni<Void> run() {
    return accounts
        .dropTimelineBefore(clock.instant().minus(config.keep()))
        .invoke(count -> LOG.infof("timelines trimmed rows=%d", count))
        .replaceWithVoid();
  }
}
