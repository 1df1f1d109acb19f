/**
 * Virtual phones, device 0 of every account: ratchets, what they read and write, and how they
 * answer. There is nothing of a phone before it gets or sends something. They read and write the
 * fields of messages by number, apart from the product's own schema, so that a wrong number there
 * shows.
 */
@org.jspecify.annotations.NullMarked
package dev.wharf.sandbox.phone;
