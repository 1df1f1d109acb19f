/** Messages over REST: sending, looking, cancelling, marking as read. */
@org.jspecify.annotations.NullMarked
package dev.wharf.api.message;
