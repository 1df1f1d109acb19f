/**
 * Nodes with meaning: what the server says and asks, as sealed records, and the requests we send.
 */
@org.jspecify.annotations.NullMarked
package dev.wharf.protocol.stanza;
