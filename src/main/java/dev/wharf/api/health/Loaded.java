package dev.wharf.api.health;

import dev.wharf.account.AccountLedger;
import dev.wharf.api.access.ApiKeys;
import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.eclipse.microprofile.health.Startup;

/** Started: the accounts are in memory and the API key is known. */
@Startup
@Readiness
@ApplicationScoped
class Loaded implements AsyncHealthCheck {

  private final AccountLedger ledger;
  private final ApiKeys keys;

  Loaded(AccountLedger ledger, ApiKeys keys) {
    this.ledger = ledger;
    this.keys = keys;
  }

  @Override
  public Uni<HealthCheckResponse> call() {
    return Probes.inTime("accounts and key", ledger.restorable().chain(keys::load));
  }
}
