package dev.wharf.event;

import org.jspecify.annotations.Nullable;

/**
 * A person as REST and push show them.
 *
 * @param jid the hidden id if it is known, else the phone-number address
 * @param lid the hidden id, {@code 123456789012345@lid}
 * @param phone E.164 with plus; {@code null} while WhatsApp has not told it
 * @param name the best name that is known: address book, else verified, else the push name
 * @param pushName what they call themselves
 */
public record ContactView(
    String jid,
    @Nullable String lid,
    @Nullable String phone,
    @Nullable String name,
    @Nullable String pushName) {}
