package dev.wharf.event;

import org.jspecify.annotations.Nullable;

/**
 * Whom an account turned out to be.
 *
 * @param phoneNumber E.164 with plus
 * @param lid the hidden id, {@code 123456789012345@lid}
 */
public record PairedIdentity(
    @Nullable String phoneNumber,
    @Nullable String lid,
    @Nullable String pushName,
    @Nullable String platform) {
  public static final PairedIdentity UNKNOWN = new PairedIdentity(null, null, null, null);
}
