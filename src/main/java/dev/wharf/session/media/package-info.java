/** WhatsApp's media servers: which there are, sending sealed files there and fetching them. */
@org.jspecify.annotations.NullMarked
package dev.wharf.session.media;
