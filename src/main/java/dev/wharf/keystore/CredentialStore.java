package dev.wharf.keystore;

import dev.wharf.identity.AccountId;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** The credentials of the accounts. Every failure to open one is a {@link KeystoreFault}. */
@ApplicationScoped
public class CredentialStore {

  public Uni<Optional<Credentials>> load(AccountId account) {
    throw new UnsupportedOperationException();
  }

  /** Completes when they are stored. */
  public Uni<Void> save(AccountId account, Credentials credentials) {
    throw new UnsupportedOperationException();
  }

  /**
   * Puts the credentials and pre-keys aside, where they are kept for 7 days; afterwards the account
   * has none. Does nothing if it has none already.
   */
  public Uni<Void> archive(AccountId account, String reason) {
    throw new UnsupportedOperationException();
  }
}
