/**
 * What the devices of an account keep in common (messaging.md 10): the keys that the phone shared,
 * sealed, and how far each collection was followed. Nothing of what is in a collection.
 */
@org.jspecify.annotations.NullMarked
package dev.wharf.keystore.appstate;
