/**
 * What the devices of an account keep in common (messaging.md 10): the keys that the phone shared,
 * sealed, how far each collection was followed, but nothing of what is in it, and what the phone
 * told until that is taken in.
 */
@org.jspecify.annotations.NullMarked
package dev.wharf.keystore.appstate;
