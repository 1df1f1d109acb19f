/**
 * Whom an account knows: which hidden id is which phone number, which devices a user has, what
 * people are called, and the groups. Knows no socket: what has to be asked of WhatsApp goes through
 * {@link dev.wharf.directory.GroupOrders} and {@link dev.wharf.directory.NumberCheck}.
 */
@org.jspecify.annotations.NullMarked
package dev.wharf.directory;
