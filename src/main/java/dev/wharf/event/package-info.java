/**
 * The published language: what Wharf tells the outside, as sealed values and their JSON. Knows
 * nobody who listens.
 */
@org.jspecify.annotations.NullMarked
package dev.wharf.event;
