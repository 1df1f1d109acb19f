package dev.wharf.messaging;

import dev.wharf.identity.AccountId;

/** Carries out what waits. Implemented by whoever holds the links. */
public interface Courier {

  /** Something waits for this account. Returns at once, on whatever thread. */
  void wake(AccountId account);
}
