/**
 * The other side: a WhatsApp server and virtual phones for tests, the demo and anybody's client
 * library. It shares Wharf's codec and crypto, never its client-side steps.
 *
 * <p>One verticle holds everything: all sockets, timers and accounts live on its event loop and
 * need no locks. {@code link} speaks the wire, {@code iq} answers requests, {@code account} holds
 * phones and their companions, {@code fault} scripts what goes wrong, {@code admin} is the HTTP
 * side of it, {@code keys} the certificates.
 */
@org.jspecify.annotations.NullMarked
package dev.wharf.sandbox;
