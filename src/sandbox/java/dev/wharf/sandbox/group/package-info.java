/** Groups: their members and settings, and how members hear of changes. */
@org.jspecify.annotations.NullMarked
package dev.wharf.sandbox.group;
