package dev.wharf.event;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import org.jboss.logging.Logger;

/** Drops events that are older than the history is kept. */
@ApplicationScoped
public class EventRetentionJob {

  private static final Logger LOG = Logger.getLogger(EventRetentionJob.class);

  private final EventLog log;
  private final HistoryConfig config;
  private final Clock clock;

  EventRetentionJob(EventLog log, HistoryConfig config, Clock clock) {
    this.log = log;
    this.config = config;
    this.clock = clock;
  }

  public Uni<Void> run() {
    return log.dropBefore(clock.instant().minus(config.keep()))
        .invoke(count -> LOG.infof("event log trimmed rows=%d", count))
        .replaceWithVoid();
  }
}
