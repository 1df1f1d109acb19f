/**
 * The lifecycle table: a pure, total function from where an account is and what happened to where
 * it is next and what to do. Nothing here waits, sends or stores.
 */
@org.jspecify.annotations.NullMarked
package dev.wharf.account.lifecycle;
