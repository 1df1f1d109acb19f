/**
 * Credentials and pre-keys in PostgreSQL, encrypted at rest: a master key from configuration wraps
 * one data key per account, and the data key seals everything of that account. Nothing secret is
 * logged, printed or stored in the clear. What is agreed with peers is in {@code ratchet}.
 */
@org.jspecify.annotations.NullMarked
package dev.wharf.keystore;
