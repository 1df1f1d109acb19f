package dev.wharf.session;

import dev.wharf.account.AccountLedger;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import org.jboss.logging.Logger;

/**
 * The orderly end: no more orders, every link closed, everything written. The accounts stay wanted.
 * The main thread waits for it, as it has nothing else to do.
 */
class SessionStop {

  private static final Logger LOG = Logger.getLogger(SessionStop.class);
  private static final int FIRST = 100;
  private static final Duration LONGEST = Duration.ofSeconds(9);

  void stop(
      @Observes @Priority(FIRST) ShutdownEvent event,
      SessionFleet fleet,
      AccountLedger ledger,
      Clock clock)
      throws Throwable {
    long begin = clock.millis();
    int sessions =
        VertxContextSupport.subscribeAndAwait(
            () ->
                fleet
                    .drain()
                    .call(ledger::flush)
                    .ifNoItem()
                    .after(LONGEST)
                    .recoverWithUni(() -> Uni.createFrom().item(-1)));
    if (sessions < 0) {
      LOG.warnf("stopped before everything was closed millis=%d", clock.millis() - begin);
    } else {
      LOG.infof("drained sessions=%d millis=%d", sessions, clock.millis() - begin);
    }
  }
}
