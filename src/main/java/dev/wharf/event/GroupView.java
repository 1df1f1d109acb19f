package dev.wharf.event;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A group as REST and push show it, without its members.
 *
 * @param owner the address of who created it
 * @param addressingMode {@code lid} or {@code pn}
 * @param announce only admins may write
 * @param locked only admins may change subject and description
 * @param ephemeralSeconds after which messages disappear; 0: never
 * @param size how many members; {@code null} once the account has left
 * @param left whether the account is a member no more
 */
public record GroupView(
    String jid,
    String subject,
    @Nullable String description,
    @Nullable String owner,
    String addressingMode,
    @Nullable Instant createdAt,
    boolean announce,
    boolean locked,
    int ephemeralSeconds,
    @Nullable Integer size,
    boolean left) {}
