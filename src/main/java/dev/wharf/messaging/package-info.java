/**
 * Messages from the moment they are accepted or received: the outbox, what became of them, and the
 * store that REST shows. Knows no link: the session carries out what waits here.
 */
@org.jspecify.annotations.NullMarked
package dev.wharf.messaging;
