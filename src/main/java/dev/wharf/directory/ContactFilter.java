package dev.wharf.directory;

import org.jspecify.annotations.Nullable;

/**
 * Which people to list.
 *
 * @param q part of a name or of the phone number; {@code null} for all
 * @param after the {@code next} of the page before; {@code null} for the first
 * @param limit from 1
 */
public record ContactFilter(@Nullable String q, @Nullable String after, int limit) {}
