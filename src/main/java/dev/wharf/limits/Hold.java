package dev.wharf.limits;

import java.time.Instant;

/**
 * Nothing of a limit before a moment, because WhatsApp said so: a reach-out time-lock holds {@code
 * NEW_CONTACTS_PER_DAY}, for example.
 *
 * @param why a sentence for a person
 */
public record Hold(Limit limit, Instant until, String why) {}
