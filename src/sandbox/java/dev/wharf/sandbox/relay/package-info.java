/** Carries messages and receipts from device to device, and watches what can be seen of them. */
@org.jspecify.annotations.NullMarked
package dev.wharf.sandbox.relay;
