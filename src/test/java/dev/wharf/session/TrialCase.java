package dev.wharf.session;

import dev.wharf.SandboxResource;
import dev.wharf.account.AccountBoard;
import dev.wharf.account.AccountLedger;
import dev.wharf.account.Accounts;
import jakarta.inject.Inject;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A test of one account on a held clock, against the scripted server. */
class TrialCase {

  @Inject Accounts accounts;
  @Inject AccountBoard board;
  @Inject AccountLedger ledger;
  @Inject ControlledTime time;

  @ConfigProperty(name = SandboxResource.ADMIN_URL)
  String sandboxUrl;

  Trial trial;

  @BeforeEach
  void begin() {
    trial = new Trial(new Trial.Parts(accounts, board, ledger, time, sandboxUrl));
  }

  @AfterEach
  void end() {
    trial.close();
  }
}
