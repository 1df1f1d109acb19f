/** Groups: the requests about them, their description, and what is told of their changes. */
@org.jspecify.annotations.NullMarked
package dev.wharf.protocol.stanza.group;
