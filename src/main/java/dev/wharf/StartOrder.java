package dev.wharf;

import dev.wharf.account.AccountLedger;
import dev.wharf.keystore.MasterKeyCheck;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * What has to be there before anything else starts: keys that open, and a board that is filled. The
 * main thread waits for it, which is the only place where one does, so that no request and no
 * session ever meets an empty board.
 */
@ApplicationScoped
class StartOrder {

  private static final Logger LOG = Logger.getLogger(StartOrder.class);
  private static final int BEFORE_ALL_OTHERS = 100;
  private static final Duration LONGEST_START = Duration.ofSeconds(60);

  private final MasterKeyCheck masterKey;
  private final AccountLedger ledger;
  private final Optional<String> database;
  private final Optional<String> masterKeyFile;

  StartOrder(
      MasterKeyCheck masterKey,
      AccountLedger ledger,
      @ConfigProperty(name = Wharf.DATABASE_IN_USE) Optional<String> database,
      @ConfigProperty(name = "wharf.master-key-file") Optional<String> masterKeyFile) {
    this.masterKey = masterKey;
    this.ledger = ledger;
    this.database = database;
    this.masterKeyFile = masterKeyFile;
  }

  void start(@Observes @Priority(BEFORE_ALL_OTHERS) StartupEvent ignored) {
    LOG.infof(
        "database=%s masterKey=%s",
        database.orElse("external"),
        masterKeyFile.map(file -> "file " + file).orElse("configured"));
    masterKey.verify().chain(ledger::open).await().atMost(LONGEST_START);
  }
}
