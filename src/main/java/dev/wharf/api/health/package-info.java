/** Probes that mean something. */
@org.jspecify.annotations.NullMarked
package dev.wharf.api.health;
