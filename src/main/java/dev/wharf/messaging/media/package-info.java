/**
 * Files: the keys they are sealed with, sealing and opening them piece by piece, and where they are
 * uploaded to and fetched from (messaging.md 8).
 */
@org.jspecify.annotations.NullMarked
package dev.wharf.messaging.media;
