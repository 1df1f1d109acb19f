package dev.wharf.account;

import dev.wharf.identity.AccountId;
import dev.wharf.identity.PhoneNumber;
import java.time.Instant;

/** One entry of the ledger: a fact that a session reports, or what an operator decides. */
sealed interface Change {

  AccountId account();

  Instant at();

  record Reported(Fact fact) implements Change {
    @Override
    public AccountId account() {
      return fact.account();
    }

    @Override
    public Instant at() {
      return fact.at();
    }
  }

  record Created(AccountId account, Instant at, Profile profile) implements Change {}

  record Edited(AccountId account, Instant at, AccountPatch patch) implements Change {}

  /**
   * The operator's intent.
   *
   * @param order what they asked for, for the history
   */
  record Intended(AccountId account, Instant at, boolean wanted, String order) implements Change {}

  /** An operator entered the phone number. */
  record NumberEntered(AccountId account, Instant at, PhoneNumber phone) implements Change {}

  record CodeIssued(AccountId account, Instant at, Instant expiresAt) implements Change {}

  record Deleted(AccountId account, Instant at) implements Change {}
}
