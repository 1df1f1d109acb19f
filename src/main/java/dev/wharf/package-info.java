/**
 * Wires the parts: clock, randomness, the order of start and stop, the embedded database. Nobody
 * uses it.
 */
@org.jspecify.annotations.NullMarked
package dev.wharf;
