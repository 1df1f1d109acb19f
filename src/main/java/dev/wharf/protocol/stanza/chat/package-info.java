/**
 * Messages as stanzas: what we say and hear about them, about the devices they go to, and about the
 * people behind those. Ciphertexts pass through unopened.
 *
 * <p>Addresses that come out of a parser are plain ({@link
 * dev.wharf.protocol.stanza.StanzaReader#plain}) where they name somebody, and as the wire had them
 * where they are to be said again.
 */
@org.jspecify.annotations.NullMarked
package dev.wharf.protocol.stanza.chat;
