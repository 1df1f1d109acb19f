package dev.wharf.account;

import dev.wharf.event.Standing;
import dev.wharf.identity.AccountId;
import org.jspecify.annotations.Nullable;

/**
 * What a session needs to know of its account to start: the intent and the standing to come back
 * to, as they are stored.
 *
 * @param phoneNumber E.164, if it is known
 * @param resting inactive, cooldown or banned; what it was when the account last came to rest
 */
public record StoredAccount(
    AccountId id,
    boolean wanted,
    boolean paired,
    @Nullable String phoneNumber,
    Marks marks,
    Standing resting) {

  @Override
  public String toString() {
    return "StoredAccount[" + id + "]";
  }
}
