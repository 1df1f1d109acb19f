package dev.wharf.event;

import org.jspecify.annotations.Nullable;

/**
 * Why an account is where it is.
 *
 * @param code stable, for programs: {@code qr_expired}
 * @param origin who said so: {@code operator}, {@code phone}, {@code server}, {@code network},
 *     {@code wharf}
 * @param message a sentence a person can act on; never a key, a QR text or a full phone number
 */
public record Reason(String code, String origin, String message, @Nullable Action action) {}
