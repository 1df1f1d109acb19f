package dev.wharf.account;

import io.smallrye.mutiny.Uni;

/** Looks after the stored keys of the accounts as a whole, for diagnosis and cleaning up. */
public interface KeyCare {

  /** Opens everything that is stored once, a page at a time; changes nothing. */
  Uni<KeyReport> check();

  /**
   * Removes the keys of accounts that are not there (any more).
   *
   * @param dryRun only counts them
   * @return of how many accounts
   */
  Uni<Long> dropOrphans(boolean dryRun);
}
