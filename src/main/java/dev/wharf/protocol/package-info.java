/**
 * WhatsApp Web as pure functions: bytes in, bytes and values out. Knows no socket, no clock, no
 * thread and no randomness of its own; all of these are arguments.
 */
@org.jspecify.annotations.NullMarked
package dev.wharf.protocol;
