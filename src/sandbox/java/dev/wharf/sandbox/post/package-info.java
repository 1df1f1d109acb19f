/** What waits for each device until it has confirmed it, and how its owner is named. */
@org.jspecify.annotations.NullMarked
package dev.wharf.sandbox.post;
