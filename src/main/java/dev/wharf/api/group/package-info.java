/** REST for groups: their members, and what operators do with them. */
@org.jspecify.annotations.NullMarked
package dev.wharf.api.group;
