package dev.wharf.event;

import org.jspecify.annotations.Nullable;

/**
 * A member of a group as REST and push show them.
 *
 * @param phone E.164 with plus; {@code null} while WhatsApp has not told it
 * @param role {@code member}, {@code admin} or {@code owner}
 */
public record MemberView(
    String jid, @Nullable String lid, @Nullable String phone, @Nullable String name, String role) {}
