/**
 * An archive of what belongs to the accounts, or to one: rows as PostgreSQL copies them, compressed
 * and sealed in chunks under a key from the master key. Streams in both directions, blocks, and is
 * for commands alone: nothing of it runs in a server.
 */
@org.jspecify.annotations.NullMarked
package dev.wharf.keystore.archive;
