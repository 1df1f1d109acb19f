/**
 * Credentials and pre-keys in PostgreSQL, encrypted at rest: every account has a data key of its
 * own, wrapped by the master key. A row that cannot be opened is a fault and is never written over.
 */
@org.jspecify.annotations.NullMarked
package dev.wharf.keystore;
