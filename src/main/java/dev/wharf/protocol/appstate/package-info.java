/**
 * What the devices of an account keep in common, sealed from the server: keys, the sum that proves
 * nothing was left out, reading and writing of patches (messaging.md 10.5).
 */
@org.jspecify.annotations.NullMarked
package dev.wharf.protocol.appstate;
