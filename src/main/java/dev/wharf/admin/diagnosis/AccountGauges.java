package dev.wharf.admin.diagnosis;

import dev.wharf.account.AccountBoard;
import dev.wharf.event.Status;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/** {@code wharf_accounts{status="…"}}: how many accounts have each status. */
@Singleton
class AccountGauges {

  void start(@Observes StartupEvent ignored, MeterRegistry registry, AccountBoard board) {
    for (Status status : Status.values()) {
      Gauge.builder("wharf.accounts", board, accounts -> count(accounts, status))
          .tag("status", status.word())
          .description("Accounts that have this status.")
          .register(registry);
    }
  }

  private static double count(AccountBoard board, Status status) {
    return board.all().stream().filter(view -> view.standing().status() == status).count();
  }
}
