package dev.wharf.messaging;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import org.jboss.logging.Logger;

/** Drops what is in messages that are older than they are kept, and what nobody will ask for. */
@ApplicationScoped
public class MessageRetentionJob {

  private static final Logger LOG = Logger.getLogger(MessageRetentionJob.class);

  private final Retention retention;
  private final Errands errands;
  private final MessagesConfig config;
  private final Clock clock;

  MessageRetentionJob(Retention retention, Errands errands, MessagesConfig config, Clock clock) {
    this.retention = retention;
    this.errands = errands;
    this.config = config;
    this.clock = clock;
  }

  public Uni<Void> run() {
    Instant now = clock.instant();
    return retention
        .emptyBefore(now.minus(config.keep()))
        .invoke(count -> LOG.infof("messages emptied rows=%d", count))
        .chain(() -> retention.dropKeysBefore(now.minus(config.keys())))
        .invoke(count -> LOG.infof("idempotency keys dropped rows=%d", count))
        .chain(() -> errands.dropBefore(now))
        .replaceWithVoid();
  }
}
