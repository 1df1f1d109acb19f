/** Files that somebody names by address, fetched from the public internet and nowhere else. */
@org.jspecify.annotations.NullMarked
package dev.wharf.messaging.fetch;
