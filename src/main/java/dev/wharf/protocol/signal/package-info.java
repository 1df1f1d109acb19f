/** Signal key material and, later, ratchets. */
@org.jspecify.annotations.NullMarked
package dev.wharf.protocol.signal;
