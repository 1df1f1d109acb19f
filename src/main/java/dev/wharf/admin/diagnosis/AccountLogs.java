package dev.wharf.admin.diagnosis;

import dev.wharf.account.AccountBoard;
import dev.wharf.event.Event;
import dev.wharf.event.Published;
import dev.wharf.identity.AccountId;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.logging.Logger;

/** The log lines of the accounts of this process, from its start on. */
@Singleton
class AccountLogs {

  private static final int LINES_EACH = 200;

  /** About 8 MB at worst, where every character needs two bytes. */
  private static final int CHARS_IN_ALL = 4_000_000;

  /** After the board is filled, before sessions start and have something to say. */
  private static final int EARLY = 200;

  private final AccountBoard board;
  private final AccountLog log = new AccountLog(LINES_EACH, CHARS_IN_ALL);
  private final AccountLogHandler handler;

  AccountLogs(AccountBoard board) {
    this.board = board;
    this.handler =
        new AccountLogHandler(log, account -> board.view(new AccountId(account)).isPresent());
  }

  void start(@Observes @Priority(EARLY) StartupEvent ignored) {
    board.subscribe(new Forgetting());
    root().addHandler(handler);
  }

  void stop(@Observes ShutdownEvent ignored) {
    root().removeHandler(handler);
  }

  /** The oldest first. */
  List<String> of(AccountId account) {
    return log.of(account.value());
  }

  private static Logger root() {
    return Logger.getLogger("");
  }

  /** What is deleted is deleted here too. */
  private final class Forgetting implements AccountBoard.Listener {

    @Override
    public void snapshot(AccountBoard.Snapshot ignored) {}

    @Override
    public void event(Published published) {
      if (published.event() instanceof Event.AccountChanged changed
          && changed.op().equals("deleted")) {
        log.forget(published.account().value());
      }
    }
  }
}
