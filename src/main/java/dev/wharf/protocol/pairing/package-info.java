/**
 * Becoming a companion device: QR text, device identity, link code, registration and login
 * payloads.
 */
@org.jspecify.annotations.NullMarked
package dev.wharf.protocol.pairing;
