package dev.wharf.directory;

import org.jspecify.annotations.Nullable;

/**
 * Which groups to list.
 *
 * @param q part of the subject; {@code null} for all
 * @param after the {@code next} of the page before; {@code null} for the first
 * @param limit from 1
 */
public record GroupFilter(@Nullable String q, @Nullable String after, int limit) {}
