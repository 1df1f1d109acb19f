package dev.wharf;

import dev.wharf.account.AccountLedger;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.vertx.VertxContextSupport;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;

/**
 * What has to be there before anything else starts: keys that open, and a board that is filled. The
 * main thread waits for it, which is the only place where one does, so that no request and no
 * session ever meets an empty board.
 */
@ApplicationScoped
class StartOrder {

  private static final int BEFORE_ALL_OTHERS = 100;
  private static final Duration LONGEST_START = Duration.ofSeconds(60);

  private final AccountLedger ledger;

  StartOrder(AccountLedger ledger) {
    this.ledger = ledger;
  }

  void start(@Observes @Priority(BEFORE_ALL_OTHERS) StartupEvent ignored) throws Throwable {
    VertxContextSupport.subscribeAndAwait(
        () -> ledger.open().ifNoItem().after(LONGEST_START).fail());
  }
}
