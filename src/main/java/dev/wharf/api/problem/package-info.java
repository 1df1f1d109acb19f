/**
 * How Wharf says no: RFC 9457 problem documents with stable codes, for every layer that can refuse.
 */
@org.jspecify.annotations.NullMarked
package dev.wharf.api.problem;
