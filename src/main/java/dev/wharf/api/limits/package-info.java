/** REST for the limits of an account: how they stand, and what an operator sets. */
@org.jspecify.annotations.NullMarked
package dev.wharf.api.limits;
