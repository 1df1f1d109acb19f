package dev.wharf.session;

import dev.wharf.account.AccountBoard;
import dev.wharf.account.AccountLedger;
import dev.wharf.account.Fact;
import dev.wharf.event.AccountView;
import dev.wharf.event.Status;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import org.jboss.logging.Logger;

/** What is looked after now and then for all accounts. */
@ApplicationScoped
class AccountJobs {

  private static final Logger LOG = Logger.getLogger(AccountJobs.class);

  private final AccountBoard board;
  private final SessionFleet fleet;
  private final AccountLedger ledger;
  private final Clock clock;

  AccountJobs(AccountBoard board, SessionFleet fleet, AccountLedger ledger, Clock clock) {
    this.board = board;
    this.fleet = fleet;
    this.ledger = ledger;
    this.clock = clock;
  }

  /** Asks again for each account that has a link and no phone number. */
  Uni<Void> askForNumbers() {
    for (AccountView account : board.all()) {
      if (account.identity().phoneNumber() == null
          && account.paired()
          && account.standing().status() == Status.AUTHENTICATING) {
        fleet
            .askNumber(account.id())
            .subscribe()
            .with(
                found -> {},
                failure ->
                    LOG.debugf(
                        "phone number not told accountId=%s cause=%s",
                        account.id(), failure.getMessage()));
      }
    }
    return Uni.createFrom().voidItem();
  }

  /** Keeps the age of the credentials of those who stay online for weeks. */
  Uni<Void> markOnline() {
    var now = clock.instant();
    var marks =
        board.all().stream()
            .filter(account -> account.standing().status() == Status.ACTIVE)
            .map(account -> ledger.record(new Fact.StillOnline(account.id(), now)))
            .toList();
    return marks.isEmpty()
        ? Uni.createFrom().voidItem()
        : Uni.join().all(marks).andCollectFailures().replaceWithVoid();
  }
}
