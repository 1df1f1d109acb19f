/**
 * The running accounts: one verticle each, the only owner of its socket and timers. It asks the
 * lifecycle table what is next and carries out what the table says.
 */
@org.jspecify.annotations.NullMarked
package dev.wharf.session;
