package dev.wharf.keystore.ratchet;

import dev.wharf.identity.AccountId;
import dev.wharf.keystore.Credentials;
import dev.wharf.protocol.signal.SignedPreKey;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** Signed pre-keys over time: the current one is in the credentials, former ones are here. */
@ApplicationScoped
public class SignedPreKeys {

  public Uni<Optional<SignedPreKey>> find(AccountId account, int id) {
    throw new UnsupportedOperationException();
  }

  public Uni<Credentials> rotate(AccountId account, Credentials now, SignedPreKey next) {
    throw new UnsupportedOperationException();
  }
}
