package dev.wharf.session;

import dev.wharf.account.AccountLedger;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.time.Instant;
import org.jboss.logging.Logger;

/** Brings the wanted accounts back when the process starts. */
class SessionStart {

  private static final Logger LOG = Logger.getLogger(SessionStart.class);

  /** After everything that loads what is stored. */
  private static final int LAST = 5000;

  /** When most accounts are back. */
  private static final Duration AT_REST = Duration.ofMinutes(1);

  void start(
      @Observes @Priority(LAST) StartupEvent event,
      AccountLedger ledger,
      SessionFleet fleet,
      SessionServices services,
      VersionRollout versions,
      MessageJobs messages,
      Vertx vertx) {
    // The services are asked for here, so that a trust anchor that is refused ends the start.
    vertx
        .executeBlocking(() -> WarmUp.run(services.clock().instant(), services.random()), false)
        .onSuccess(millis -> LOG.debugf("warmed up millis=%d", millis))
        .onFailure(failure -> LOG.warn("warm-up failed", failure));
    versions
        .load()
        .chain(messages::tellUntold)
        .chain(
            since ->
                ledger.restorable().invoke(() -> tellForgotten(messages, since, services.timers())))
        .onFailure()
        .retry()
        .withBackOff(Duration.ofMillis(500), Duration.ofSeconds(10))
        .indefinitely()
        .subscribe()
        .with(fleet::restore, failure -> LOG.error("restore failed", failure));
  }

  private static void tellForgotten(MessageJobs messages, Instant until, Timers timers) {
    timers.after(
        AT_REST,
        () ->
            messages
                .tellForgotten(until)
                .subscribe()
                .with(
                    told -> {},
                    failure -> LOG.warnf("not known what was never told cause=%s", failure)));
  }
}
