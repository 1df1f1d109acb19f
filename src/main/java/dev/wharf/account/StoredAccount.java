package dev.wharf.account;

import dev.wharf.event.Standing;
import dev.wharf.identity.AccountId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a session needs to know of its account to start: the intent and the standing to come back
 * to, as they are stored.
 *
 * @param wantedAt when the intent last changed
 * @param resting inactive, cooldown or banned; what it was when the account last came to rest
 */
public record StoredAccount(
    AccountId id,
    boolean wanted,
    Instant wantedAt,
    boolean paired,
    Standing resting,
    @Nullable String proxy) {

  @Override
  public String toString() {
    return "StoredAccount[" + id + "]";
  }
}
