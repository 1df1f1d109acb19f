/** Answers to requests: one class per namespace, in one table. Unknown ones get an empty result. */
@org.jspecify.annotations.NullMarked
package dev.wharf.sandbox.iq;
