/** The Noise handshake of both roles, the certificate chain and the transport ciphers. */
@org.jspecify.annotations.NullMarked
package dev.wharf.protocol.noise;
