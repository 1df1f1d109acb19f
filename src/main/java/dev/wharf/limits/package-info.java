/**
 * How much an account may do, so that its number is not lost: every limit with its default, kept
 * exactly over any span of its window; the warm-up of young numbers, quiet hours, and the pause
 * between two messages. Fails closed: what cannot be read or stored is refused.
 */
@org.jspecify.annotations.NullMarked
package dev.wharf.limits;
