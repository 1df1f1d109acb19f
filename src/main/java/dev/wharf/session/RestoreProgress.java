package dev.wharf.session;

import dev.wharf.account.AccountBoard;
import dev.wharf.account.AccountLedger;
import dev.wharf.account.Fact;
import dev.wharf.account.StoredAccount;
import dev.wharf.event.Event;
import dev.wharf.event.Published;
import dev.wharf.event.Standing;
import dev.wharf.identity.AccountId;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * How far the accounts that were wanted at the start have come: in the log, as metrics, and as an
 * event at each tenth.
 */
@ApplicationScoped
class RestoreProgress implements AccountBoard.Listener {

  private static final Logger LOG = Logger.getLogger(RestoreProgress.class);
  private static final int PARTS = 10;

  private final AccountBoard board;
  private final AccountLedger ledger;
  private final Clock clock;
  private final Set<AccountId> pending = ConcurrentHashMap.newKeySet();
  private final AtomicInteger online = new AtomicInteger();
  private final AtomicInteger failed = new AtomicInteger();
  private volatile int total;
  private volatile Instant begun = Instant.EPOCH;
  private volatile AccountBoard.@Nullable Subscription subscription;

  RestoreProgress(AccountBoard board, AccountLedger ledger, Clock clock, MeterRegistry metrics) {
    this.board = board;
    this.ledger = ledger;
    this.clock = clock;
    metrics.gauge("wharf.restore.total", this, progress -> progress.total);
    metrics.gauge("wharf.restore.pending", pending, Set::size);
    metrics.gauge("wharf.restore.online", online);
    metrics.gauge("wharf.restore.failed", failed);
  }

  void begin(List<StoredAccount> wanted) {
    total = wanted.size();
    begun = clock.instant();
    if (total > 0) {
      wanted.forEach(account -> pending.add(account.id()));
      subscription = board.subscribe(this);
    }
  }

  @Override
  public void snapshot(AccountBoard.Snapshot snapshot) {}

  @Override
  public void event(Published event) {
    switch (event.event()) {
      case Event.StatusChanged(Standing standing, var _) -> moved(event.account(), standing);
      case Event.AccountChanged(var op, var _) when op.equals("deleted") ->
          settled(event.account(), failed);
      default -> {}
    }
  }

  private void moved(AccountId account, Standing standing) {
    switch (standing.status()) {
      case ACTIVE -> settled(account, online);
      case INACTIVE, COOLDOWN, BANNED -> settled(account, failed);
      case WARMING, AUTHENTICATING, RECONNECTING -> {}
    }
  }

  private void settled(AccountId account, AtomicInteger outcome) {
    if (!pending.remove(account)) {
      return;
    }
    outcome.incrementAndGet();
    int done = total - pending.size();
    if (done == total || done * PARTS / total > (done - 1) * PARTS / total) {
      LOG.infof(
          "restored %d of %d accounts online=%d failed=%d millis=%d",
          done,
          total,
          online.get(),
          failed.get(),
          Duration.between(begun, clock.instant()).toMillis());
      ledger.record(
          new Fact.Restoring(account, clock.instant(), total, online.get(), failed.get()));
    }
    var over = subscription;
    if (pending.isEmpty() && over != null) {
      over.close();
    }
  }
}
