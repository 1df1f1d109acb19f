/** The keys a sandbox proves itself with: the Noise certificate chain and the TLS certificate. */
@org.jspecify.annotations.NullMarked
package dev.wharf.sandbox.keys;
