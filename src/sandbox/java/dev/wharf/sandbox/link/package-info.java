/** One client's WebSocket: intro, handshake, registration or login, and every way it ends. */
@org.jspecify.annotations.NullMarked
package dev.wharf.sandbox.link;
