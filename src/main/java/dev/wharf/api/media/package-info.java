/** Files over REST: taken to be sent, and those of messages. */
@org.jspecify.annotations.NullMarked
package dev.wharf.api.media;
