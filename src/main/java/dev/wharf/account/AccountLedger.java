package dev.wharf.account;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/**
 * The one writer. What sessions report and what operators decide is queued, stored in batches and
 * in order, one transaction at a time; then the board is changed and events are pushed.
 */
@ApplicationScoped
public class AccountLedger {

  /**
   * Stores what a session reports. Facts of one account keep the order in which they are handed
   * over, which is when this is called, not when the result is subscribed to.
   *
   * @return completes when it is stored, on the caller's Vert.x context if there is one
   */
  public Uni<Void> record(Fact fact) {
    throw new UnsupportedOperationException();
  }

  /** All accounts as they are stored, for the start of their sessions. */
  public Uni<List<StoredAccount>> restorable() {
    throw new UnsupportedOperationException();
  }
}
