/** The past as a phone hands it over (messaging.md 10.1). */
@org.jspecify.annotations.NullMarked
package dev.wharf.protocol.history;
