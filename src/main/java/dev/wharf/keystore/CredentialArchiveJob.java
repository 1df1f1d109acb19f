package dev.wharf.keystore;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;

/** Drops archived credentials that were kept long enough. */
@ApplicationScoped
public class CredentialArchiveJob {

  private final CredentialStore store;
  private final KeystoreConfig config;
  private final Clock clock;

  CredentialArchiveJob(CredentialStore store, KeystoreConfig config, Clock clock) {
    this.store = store;
    this.config = config;
    this.clock = clock;
  }

  public Uni<Void> run() {
    return store.purgeArchive(clock.instant().minus(config.credentialArchive().keep()));
  }
}
