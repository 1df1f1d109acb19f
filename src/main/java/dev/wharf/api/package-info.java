/**
 * The edge: REST, live push, problems, keys and health. Turns requests into what the account
 * feature offers and never touches a session or a socket to WhatsApp.
 */
@org.jspecify.annotations.NullMarked
package dev.wharf.api;
