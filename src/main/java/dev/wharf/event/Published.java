package dev.wharf.event;

import dev.wharf.identity.AccountId;
import java.time.Instant;
import java.util.UUID;

/**
 * An event that is stored and may be pushed.
 *
 * @param seq the cursor: grows in the order of pushing, over all accounts
 */
public record Published(UUID id, long seq, AccountId account, Instant at, Event event) {}
