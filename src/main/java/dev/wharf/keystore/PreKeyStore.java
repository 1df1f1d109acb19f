package dev.wharf.keystore;

import dev.wharf.identity.AccountId;
import dev.wharf.protocol.signal.PreKey;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** The one-time pre-keys of the accounts. */
@ApplicationScoped
public class PreKeyStore {

  /**
   * New keys with the ids that come next, stored before they are returned. Ids start at 1 and go on
   * at 1 after the last one.
   *
   * @param count 1 to 5,000
   */
  public Uni<List<PreKey>> allocate(AccountId account, int count, RandomGenerator random) {
    throw new UnsupportedOperationException();
  }

  /** The server has all keys up to and including that id. */
  public Uni<Void> uploaded(AccountId account, int lastId) {
    throw new UnsupportedOperationException();
  }

  /** Keys that were allocated, but whose upload was never confirmed, oldest first. */
  public Uni<List<PreKey>> pending(AccountId account) {
    throw new UnsupportedOperationException();
  }

  public Uni<Optional<PreKey>> find(AccountId account, int id) {
    throw new UnsupportedOperationException();
  }

  /** A one-time key that was used is gone for good. */
  public Uni<Void> remove(AccountId account, int id) {
    throw new UnsupportedOperationException();
  }
}
