/**
 * What the phone and its companions keep in common, as one link of an account sees it: the app
 * state with the own name and the address book, the past, messages that only the phone has, and who
 * is told that we are there.
 */
@org.jspecify.annotations.NullMarked
package dev.wharf.session.sync;
