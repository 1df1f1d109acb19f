/** Cuts the byte stream into frames and glues it together: intro header and 3-byte lengths. */
@org.jspecify.annotations.NullMarked
package dev.wharf.protocol.frame;
