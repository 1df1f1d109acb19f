/**
 * The account: what the operator wants of it, where it stands, its lifecycle table and its history.
 * Knows no socket: it asks the {@link dev.wharf.account.Fleet}.
 */
@org.jspecify.annotations.NullMarked
package dev.wharf.account;
