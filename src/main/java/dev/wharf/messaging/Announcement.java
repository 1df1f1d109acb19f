package dev.wharf.messaging;

import dev.wharf.event.Event;
import dev.wharf.identity.AccountId;
import java.time.Instant;
import java.util.UUID;

/**
 * An event whose cause is stored. Whoever gets it hands it to the ledger under this id; if that
 * does not happen, {@link MessageStore#unannounced} gives it again.
 */
public record Announcement(UUID eventId, AccountId account, Instant at, Event event) {}
